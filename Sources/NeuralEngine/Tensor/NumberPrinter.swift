/// One format for all numbers of a tensor: whole numbers, up to four decimals, or powers of ten, all of the same width.
struct NumberPrinter {
    private enum Style {
        case whole
        case fixed(Int)
        case scientific
    }

    private let style: Style
    private let width: Int

    init(_ numbers: [Float]) {
        let finite = numbers.filter(\.isFinite)
        let largest = finite.map(\.magnitude).max() ?? 0
        let smallest = finite.lazy.map(\.magnitude).filter { $0 > 0 }.min() ?? 0
        let style: Style
        if finite.allSatisfy({ $0 == $0.rounded() }), largest < 1e7 {
            style = .whole
        } else if largest >= 1e5 || (largest < 1e-3 && smallest > 0) {
            style = .scientific
        } else {
            // No more decimals than the numbers need, so that 0.5 is not printed as 0.5000.
            let needed = (1...4).first { decimals in
                let texts = finite.prefix(200).map { fixedText(Double($0), decimals: decimals) }
                return zip(texts, finite).allSatisfy { Float($0) == $1 }
            }
            style = .fixed(needed ?? 4)
        }
        self.style = style
        width = numbers.lazy.map { Self.text($0, style).count }.max() ?? 0
    }

    func text(_ number: Float) -> String {
        let text = Self.text(number, style)
        return String(repeating: " ", count: width - text.count) + text
    }

    private static func text(_ number: Float, _ style: Style) -> String {
        switch style {
        case .whole: fixedText(Double(number), decimals: 0)
        case .fixed(let decimals): fixedText(Double(number), decimals: decimals)
        case .scientific: scientificText(Double(number), decimals: 4)
        }
    }
}

/// Round ticks for a domain.
package enum Ticks {
    /// Ticks 1, 2 or 5 × 10ⁿ apart, about `target` of them (at most half as many more), all inside of `domain`.
    ///
    /// Values and labels come from whole numbers of steps, so that 0.3 is 0.3 and not 0.30000000000000004.
    package static func linear(_ domain: ClosedRange<Double>, target: Int, integers: Bool = false) -> [Tick] {
        let span = domain.upperBound - domain.lowerBound
        guard span > 0, span.isFinite, target > 0 else { return [] }
        // A step is rounded up or down, whichever the room allows: up alone would leave some axes with a single tick.
        var (mantissa, exponent) = step(span / (Double(target) * 1.45))
        if integers, exponent < 0 { (mantissa, exponent) = (1, 0) }
        let size = Double(mantissa) * Mathematics.power(10, Double(exponent))
        // The tolerance admits an end that is round itself but came out of arithmetic a bit off.
        let first = (domain.lowerBound / size - 1e-6).rounded(.up)
        let last = (domain.upperBound / size + 1e-6).rounded(.down)
        guard first <= last, abs(first) < 1e15, abs(last) < 1e15, last - first < 1000 else { return [] }
        let style = LabelStyle(largest: max(abs(domain.lowerBound), abs(domain.upperBound)), exponent: exponent)
        return (Int(first)...Int(last)).map { index in
            let whole = index * mantissa
            let value =
                exponent >= 0
                ? Double(whole) * Mathematics.powerOfTen(exponent) : Double(whole) / Mathematics.powerOfTen(-exponent)
            return Tick(value, style.label(whole))
        }
    }

    /// Powers of ten (every second, third … when there are many), the other multiples as minor ticks; labels at 2 and 5
    /// as well when the domain spans few powers, and linear ticks when it spans less than one.
    package static func logarithmic(_ domain: ClosedRange<Double>, target: Int) -> [Tick] {
        guard domain.lowerBound > 0, domain.upperBound.isFinite, domain.lowerBound < domain.upperBound else {
            return []
        }
        let low = Mathematics.log10(domain.lowerBound)
        let high = Mathematics.log10(domain.upperBound)
        let decades = high - low
        if decades < 0.8 { return linear(domain, target: target) }
        let stride = max(1, Int((decades / Double(max(target, 1))).rounded(.up)))
        let labelled: Set<Int> = decades < 1.6 ? [1, 2, 5] : decades < 2.4 && target > 4 ? [1, 3] : [1]
        // Scientific labels as soon as one of them would be long, so that the labels of one axis look alike.
        let plain = low > -3.01 && high < 4.01
        var ticks: [Tick] = []
        for exponent in Int(low.rounded(.down))...Int(high.rounded(.up)) {
            for multiple in 1...9 {
                let value = Double(multiple) * Mathematics.power(10, Double(exponent))
                guard value >= domain.lowerBound * 0.999_999, value <= domain.upperBound * 1.000_001 else { continue }
                if multiple == 1, stride > 1, exponent % stride != 0 {
                    ticks.append(Tick(value, nil))
                } else if labelled.contains(multiple) {
                    let label = plain ? NumberText.decimal(multiple, exponent: exponent) : power(multiple, exponent)
                    ticks.append(Tick(value, label))
                } else if stride == 1 {
                    ticks.append(Tick(value, nil))
                }
            }
        }
        return ticks
    }

    /// The smallest of 1, 2, 5 × 10ⁿ that is not below `size`.
    package static func step(_ size: Double) -> (mantissa: Int, exponent: Int) {
        let exponent = Int(Mathematics.log10(size).rounded(.down))
        let fraction = size / Mathematics.power(10, Double(exponent))
        for mantissa in [1, 2, 5] where fraction <= Double(mantissa) * 1.000_000_1 { return (mantissa, exponent) }
        return (1, exponent + 1)
    }

    private static func power(_ multiple: Int, _ exponent: Int) -> String {
        multiple == 1 ? "$10^{\(exponent)}$" : "\(multiple)$\\cdot10^{\(exponent)}$"
    }

    /// One way of writing for all labels of an axis.
    private struct LabelStyle {
        let exponent: Int
        /// The power of ten taken out of very large and very small numbers.
        let common: Int?

        init(largest: Double, exponent: Int) {
            self.exponent = exponent
            let magnitude = Int(Mathematics.log10(largest).rounded(.down))
            common = magnitude >= 6 || magnitude < -3 ? magnitude : nil
        }

        func label(_ whole: Int) -> String {
            guard whole != 0 else { return "0" }
            guard let common else {
                return grouped(NumberText.decimal(whole, exponent: exponent)).replacing("-", with: "−")
            }
            let mantissa = NumberText.decimal(whole, exponent: exponent - common, trimming: true)
            return mantissa.replacing("-", with: "−") + "$\\cdot10^{\(common)}$"
        }

        /// 20000 -> 20 000, with a thin space; four digits stay together.
        private func grouped(_ text: String) -> String {
            let digits = text.prefix { $0 != "." }.drop { $0 == "-" }
            guard digits.count > 4, text.utf8.count == digits.utf8.count + (text.hasPrefix("-") ? 1 : 0) else {
                return text
            }
            return text.prefix(text.count - 3) + "\u{2009}" + text.suffix(3)
        }
    }
}

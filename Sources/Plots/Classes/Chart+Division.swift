public import Charts
public import NeuralEngine

extension Chart {
    /// How a data set was divided: a bar for each part, its classes on top of each other.
    ///
    /// - Throws: ``PlotError`` without parts.
    public static func division(_ parts: [(name: String, data: Dataset)], theme: Theme = .light) throws -> Chart {
        guard let first = parts.first else {
            throw PlotError("No data set was given, so there is no division to draw.")
        }
        let total = parts.reduce(0) { $0 + $1.data.count }
        let classes = parts.map { $0.data.labels == nil ? 0 : $0.data.classCount ?? 0 }.max() ?? 0
        let names = first.data.classNames ?? []
        let marks: [any Mark]
        if classes > 1, classes <= 60 {
            marks = RectangleMark.stacks(
                (0..<classes).map { label in
                    (
                        names.indices.contains(label) && Int(names[label]) == nil ? names[label] : "class \(label)",
                        parts.map { part in Double(part.data.labels?.count { $0 == label } ?? 0) }
                    )
                })
        } else {
            marks = [BarMark(heights: parts.map { Double($0.data.count) }, color: theme.palette.color(0))]
        }
        let shares = parts.map { part in
            "\(part.name) · \(NumberText.readable(100 * Double(part.data.count) / Double(max(total, 1)), digits: 3)) %"
        }
        // A part's own name says which part it is: "iris (train)".
        let whole = first.data.name.prefix { $0 != "(" }
        return Chart(
            title: "Division of \(whole.last == " " ? whole.dropLast() : whole)",
            subtitle: NumberText.count(total, "example"),
            description: parts.map { "\($0.name): \(NumberText.count($0.data.count, "example"))" }.joined(
                separator: ", ")
        ) {
            marks
            for (index, part) in parts.enumerated() {
                TextMark(
                    String(part.data.count), x: Double(index), y: Double(part.data.count), anchor: .middle,
                    offset: (0, 5),
                    isBold: true, hasHalo: false)
            }
        }
        .xAxis(ticks: .categories(shares), showsGrid: false)
        .yAxis("examples", range: 0...(Double(parts.map(\.data.count).max() ?? 1) * 1.09 + 1), ticks: .integers)
        .legend(classes > 1 ? .outside : .hidden)
        .size(width: min(max(Double(parts.count) * 130 + 190, 420), 740), height: 380)
        .theme(theme)
    }

    /// Cross-validation: which part of the examples is held back in each of its trainings.
    ///
    /// - Throws: ``PlotError`` for fewer than two folds, or more than 50.
    public static func folds(_ count: Int, theme: Theme = .light) throws -> Chart {
        guard (2...50).contains(count) else {
            throw PlotError("\(count) folds cannot be drawn; give a number from 2 to 50.")
        }
        func row(_ fold: Int) -> ClosedRange<Double> {
            let y = Double(count - 1 - fold)
            return (y - 0.36)...(y + 0.36)
        }
        let size = 100 / Double(count)
        let blocks = (0..<count).flatMap { fold in (0..<count).map { (fold, $0) } }
        let held = blocks.filter { $0.0 == $0.1 }
        let trained = blocks.filter { $0.0 != $0.1 }
        func ranges(_ blocks: [(Int, Int)]) -> [ClosedRange<Double>] {
            blocks.map { (Double($0.1) * size)...(Double($0.1 + 1) * size) }
        }
        return Chart(title: "\(count)-fold cross-validation", description: "Each example is held back once") {
            RectangleMark(
                x: ranges(trained), y: trained.map { row($0.0) }, label: "training",
                color: theme.background.mixed(with: theme.palette.color(0), 0.35))
            RectangleMark(
                x: ranges(held), y: held.map { row($0.0) }, label: "validation", color: theme.palette.color(1),
                hatch: .rising)
        }
        .xAxis("examples in %", range: 0...100, showsGrid: false)
        .yAxis(ticks: .categories((0..<count).reversed().map { "training \($0 + 1)" }), showsGrid: false)
        .legend(.top)
        .size(width: 560, height: min(max(Double(count) * 34 + 120, 220), 900))
        .theme(theme)
    }
}

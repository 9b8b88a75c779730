/// A picture of data: marks over two axes.
///
/// ```swift
/// let chart = Chart(title: "Loss of XOR") {
///     LineMark(x: epochs, y: training, label: "training")
///     LineMark(x: epochs, y: validation, label: "validation", dash: [6, 3])
///     RuleMark(x: best)
/// }
/// .xAxis("epoch")
/// .yAxis("loss", scale: .log)
/// try chart.save("loss.svg")
/// ```
public struct Chart: Picture {
    public var title: String
    /// A second, quieter line under the title.
    public var subtitle: String?
    /// What the picture shows, in words of the author; the key numbers of the marks are added to it.
    public var description: String
    public var marks: [any Mark]
    public var horizontalAxis = Axis()
    public var verticalAxis = Axis()
    public var theme = Theme.light
    public var size = ChartSize(width: 640, height: 400)
    public var legendPlacement = LegendPlacement.automatic
    /// A unit is as long on one axis as on the other, so that right angles look right.
    public var hasEqualScales = false
    /// Whether colours that stand for numbers are explained by a bar right of the plot.
    public var showsColorBar = true

    public init(
        title: String = "", subtitle: String? = nil, description: String = "",
        @MarkBuilder _ marks: () throws -> [any Mark]
    ) rethrows {
        self.title = title
        self.subtitle = subtitle
        self.description = description
        self.marks = try marks()
    }

    public var background: Color { theme.background }

    public func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double)) {
        let area = Rect(x: origin.x, y: origin.y, width: size.width, height: size.height)
        ChartRenderer(self, in: area).render(into: &writer)
    }

    public var textDescription: String {
        var sentences: [String] = []
        func add(_ text: String) {
            let trimmed = text.last == "." ? String(text.dropLast()) : text
            if !trimmed.isEmpty { sentences.append(TextMarkup(trimmed).plain) }
        }
        add(title)
        if let subtitle { add(subtitle) }
        add(description)
        for (name, axis) in [("Horizontal", horizontalAxis), ("Vertical", verticalAxis)] {
            guard let label = axis.label, !axis.isHidden else { continue }
            add("\(name) axis: \(TextMarkup(label).plain)\(axis.scale == .log ? " (logarithmic)" : "")")
        }
        let summaries = marks.compactMap {
            $0.summary(xScale: horizontalAxis.scale, yScale: verticalAxis.scale)
        }
        // Fifty classes would make a text that nobody reads.
        for summary in summaries.prefix(12) { add(summary.prefix(1).uppercased() + summary.dropFirst()) }
        if summaries.count > 12 { add("And \(summaries.count - 12) more marks") }
        if marks.isEmpty { add("Empty chart") }
        return sentences.joined(separator: ". ") + "."
    }
}

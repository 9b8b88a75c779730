/// Pictures side by side: small multiples.
public struct ChartGrid: Picture {
    public var title: String
    public var charts: [any Picture]
    public var columns: Int
    public var theme: Theme
    /// In pixels. Charts that are wider together are drawn narrower, down to about 220 pixels each, and beyond that in more rows.
    public var width: Double

    /// Every chart is drawn in its own size where `width` allows it; rows are as high as their highest chart, columns as wide as
    /// their widest.
    /// - Parameters:
    ///   - columns: Fewer than one counts as one.
    ///   - sharesScales: All charts get the same range on both axes, so that they can be compared by eye.
    ///   - width: At most so many pixels, those of a notebook when left out.
    public init(
        title: String = "", columns: Int = 2, theme: Theme = .light, sharesScales: Bool = false,
        width: Double = ChartGrid.notebookWidth, _ charts: [Chart]
    ) {
        let charts = sharesScales ? Self.sharingScales(charts) : charts
        self.init(title: title, columns: columns, theme: theme, width: width, pictures: charts.map { $0.theme(theme) })
    }

    /// Pictures of any kind, each in the theme it was made with.
    public init(
        title: String = "", columns: Int = 2, theme: Theme = .light, width: Double = ChartGrid.notebookWidth,
        pictures: [any Picture]
    ) {
        self.title = title
        charts = pictures
        self.columns = max(1, columns)
        self.theme = theme
        self.width = width
    }

    /// Ranges that were set by hand stay; the others become those of all charts together.
    private static func sharingScales(_ charts: [Chart]) -> [Chart] {
        let marks = charts.flatMap(\.marks)
        var (x, y) = (DataExtent(), DataExtent())
        for mark in marks {
            x.formUnion(mark.xExtent)
            y.formUnion(mark.yExtent)
        }
        return charts.map { chart in
            var chart = chart
            if !x.isEmpty, chart.horizontalAxis.range == nil {
                chart.horizontalAxis.range = x.domain(for: chart.horizontalAxis)
            }
            if !y.isEmpty, chart.verticalAxis.range == nil {
                chart.verticalAxis.range = y.domain(for: chart.verticalAxis)
            }
            return chart
        }
    }

    public var background: Color { theme.background }

    private var titleHeight: Double { title.isEmpty ? 0 : 34 }

    public var size: ChartSize {
        let arrangement = arrangement
        return ChartSize(
            width: arrangement.width, height: max(arrangement.rowHeights.reduce(0, +) + titleHeight, 80))
    }

    public var textDescription: String {
        let heading = title.isEmpty ? "" : TextMarkup(title).plain + ". "
        return heading + NumberText.count(charts.count, "picture") + ": "
            + charts.map(\.textDescription).joined(separator: " ")
    }

    public func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double)) {
        if !title.isEmpty {
            let width = size.width - 2 * ChartLayout.padding
            // A single narrow chart: smaller letters before fewer.
            let textSize = [17.0, 14, 12].first { TextMarkup(title).width(size: $0, bold: true) <= width } ?? 12
            let fitted = TextMetrics.ellipsised(title, width: width, size: textSize, bold: true)
            writer.text(
                TextMarkup(fitted), x: origin.x + ChartLayout.padding, y: origin.y + 26,
                style: TextStyle(size: textSize, color: theme.text, isBold: true))
        }
        let arrangement = arrangement
        let (widths, heights) = (arrangement.columnWidths, arrangement.rowHeights)
        for (index, picture) in arrangement.pictures.enumerated() {
            let (row, column) = (index / arrangement.columns, index % arrangement.columns)
            picture.draw(
                into: &writer,
                at: (
                    origin.x + widths.prefix(column).reduce(0, +),
                    origin.y + titleHeight + heights.prefix(row).reduce(0, +)
                ))
        }
    }
}

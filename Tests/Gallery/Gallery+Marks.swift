import Charts

extension Gallery {
    /// The grammar's own marks.
    static func marks() throws -> [GalleryItem] {
        let x = (0...80).map { Double($0) / 10 }
        func wave(_ shift: Double) -> [Double] { x.map { Mathematics.sine($0 + shift) * (1 - $0 / 12) } }
        let noise = (0..<400).map { ripple($0, 1) + ripple($0, 2) + ripple($0, 3) }
        let wheel = try ScalarGrid(columns: 60, rows: 40, x: -3...3, y: -2...2) { x, y in
            Mathematics.sine(x * 1.5) * Mathematics.cosine(y * 1.7) + 0.1 * x
        }
        let names = ["setosa", "versicolor", "virginica"]
        return [
            GalleryItem(
                "lines",
                Chart(title: "Lines, an area, a note") {
                    AreaMark(x: x, from: wave(0).map { $0 - 0.25 }, to: wave(0).map { $0 + 0.25 }, label: "± ¼")
                    LineMark(x: x, y: wave(0), label: "$\\sin(t)$")
                    LineMark(x: x, y: wave(1), label: "$\\sin(t + \\phi_1)$", dash: [6, 3])
                    AnnotationMark("first peak, $t_1 = \\pi/2$", x: 1.55, y: 0.87)
                    RuleMark(y: 0)
                }.xAxis("$t$").yAxis("$y_1(t)$")),
            GalleryItem(
                "logarithmic",
                Chart(title: "Logarithmic axes", subtitle: "$y = x^{-2}$ and $y = x^{-1}$") {
                    LineMark(x: (1...200).map(Double.init), y: (1...200).map { 1 / Double($0 * $0) }, label: "$x^{-2}$")
                    LineMark(x: (1...200).map(Double.init), y: (1...200).map { 1 / Double($0) }, label: "$x^{-1}$")
                }.xAxis("$x$", scale: .log).yAxis("$y$", scale: .log)),
            GalleryItem(
                "symbols",
                Chart(title: "Eight classes") {
                    for index in 0..<8 {
                        PointMark(
                            x: (0..<12).map { Double(index) + 0.8 * ripple($0, index) },
                            y: (0..<12).map { 4 + 3 * ripple($0 + 40, index) + Double(index % 3) },
                            label: "class \(index)")
                    }
                }.xAxis("$x_1$").yAxis("$x_2$")),
            GalleryItem(
                "bars",
                Chart(title: "Bars in groups") {
                    BarMark.groups([("training", [0.98, 0.95, 0.91]), ("validation", [0.97, 0.88, 0.86])])
                }.xAxis(ticks: .categories(names)).yAxis("recall").legend(.top)),
            GalleryItem(
                "stacks",
                Chart(title: "Stacked bars") {
                    RectangleMark.stacks([("right", [50, 47, 48]), ("wrong", [0, 3, 2])])
                }.xAxis(ticks: .categories(names)).yAxis("examples").legend(.top)),
            GalleryItem(
                "histogram",
                Chart(title: "Histogram") { BarMark.histogram(noise, bins: 24) }.xAxis("$z$").yAxis("count")),
            GalleryItem(
                "heatmap",
                Chart(title: "Heat map") { RasterMark(wheel, colors: .blueVermilion, name: "height") }
                    .xAxis("$x$").yAxis("$y$")),
            GalleryItem(
                "contours",
                Chart(title: "Contours") {
                    ContourMark(wheel, name: "height")
                    ContourMark(wheel, colors: ColorMap([Color(0x303030)]), isFilled: false, width: 0.6)
                }.xAxis("$x$").yAxis("$y$")),
            GalleryItem(
                "vectors",
                Chart(title: "Vector field", subtitle: "the negative gradient of $x^2 + 2 y^2$") {
                    VectorFieldMark(x: -2...2, y: -1.5...1.5, name: "$|\\nabla f|$") { (-2 * $0, -4 * $1) }
                }.xAxis("$x$", showsGrid: false).yAxis("$y$", showsGrid: false)),
            GalleryItem(
                "functions",
                Chart(title: "Function graphs", subtitle: "a jump and a pole leave a gap") {
                    LineMark(over: -3...3, label: "sign $x$") { $0 < 0 ? -1 : 1 }
                    LineMark(over: -3...3, label: "$1/x$") { 1 / $0 }
                    LineMark(over: -3...3, label: "$x^2 - 2$") { $0 * $0 - 2 }
                }.xAxis("$x$").yAxis("$f(x)$", range: -4...4)),
            GalleryItem(
                "thinned",
                Chart(title: "A line of 100,000 points", subtitle: "thinned, without a visible difference") {
                    LineMark(
                        y: (0..<100_000).map {
                            Mathematics.sine(Double($0) / 9000) + 0.3 * ripple($0, 5)
                                * Mathematics.cosine(Double($0) / 31_000)
                        }, label: "signal")
                }.xAxis("sample").yAxis("value")),
            GalleryItem(
                "dark",
                Chart(title: "The dark theme", subtitle: "the same colours, lighter") {
                    for index in 0..<4 {
                        LineMark(x: x, y: wave(Double(index)), label: "$\\phi = \(index)$")
                    }
                    PointMark(x: [2, 4, 6], y: [0.5, -0.4, 0.3], label: "measured")
                }.xAxis("$t$").yAxis("$y$").theme(.dark)),
            GalleryItem("small-multiples", multiples(x)),
            GalleryItem("legend-outside", crowded()),
            GalleryItem("long-names", longNames()),
        ]
    }

    private static func multiples(_ x: [Double]) -> ChartGrid {
        ChartGrid(
            title: "Small multiples on the same axes", columns: 3, sharesScales: true,
            (1...6).map { frequency in
                Chart(title: "$\\omega = \(frequency)$") {
                    LineMark(x: x, y: x.map { Mathematics.sine($0 * Double(frequency) / 2) / Double(frequency) })
                }.size(width: 250, height: 190)
            })
    }

    /// No free corner: the legend has to leave the plot.
    private static func crowded() -> Chart {
        Chart(title: "A legend that finds no free place") {
            for index in 0..<3 {
                PointMark(
                    x: (0..<500).map { ripple($0, index + 7) * 5 },
                    y: (0..<500).map { ripple($0 + 900, index + 3) * 5 },
                    label: "cloud \(index + 1)")
            }
        }.xAxis("$x_1$").yAxis("$x_2$")
    }

    private static func longNames() -> Chart {
        let long = String(repeating: "a very long name with <&> in it ", count: 7)
        return Chart(title: long, subtitle: long) {
            LineMark(x: [0, 1, 2], y: [1_000_000, 3_000_000, 2_000_000], label: long)
            LineMark(x: [0, 1, 2], y: [2_000_000, 1_000_000, 1_500_000], label: "short")
        }.xAxis(long).yAxis(long)
    }

    /// A number in −1...1 that looks like chance and is the same everywhere.
    static func ripple(_ index: Int, _ series: Int) -> Double {
        var bits = UInt64(truncatingIfNeeded: index &* 1_000_003 &+ series &* 7_919 &+ 12_345)
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return Double((bits ^ (bits >> 31)) >> 11) / Double(UInt64(1) << 52) - 1
    }
}

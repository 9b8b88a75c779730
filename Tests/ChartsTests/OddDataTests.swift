import Charts
import Testing

/// Whatever the data, a right picture or a note of what is missing.
@Suite struct OddDataTests {
    private func path(_ chart: Chart, stroke: Color) throws -> [String] {
        try SVGDocument(chart.svg).all("path").filter { $0.attributes["stroke"] == stroke.hexadecimal }
            .compactMap { $0.attributes["d"] }
    }

    private let red = Color(0xAA0011)

    @Test(
        arguments: [
            ([], [], "0 points"),
            ([1], [2], "1 point, x 1, y 2"),
            ([1, 2, 3], [5, 5, 5], "3 points, x 1 to 3, y 5, last 5"),
            ([1, 2, 3], [1, .nan, 3], "1 of 3 values not finite and left out"),
            ([1, .infinity, 3], [1, 2, -.infinity], "2 of 3 values not finite and left out"),
            ([.nan], [.nan], "1 of 1 values not finite and left out"),
            ([1, 2, 3], [1], "3 x values but 1 y values: the rest left out"),
            ([0, 1], [-1e308, 1e308], "2 of 2 values not finite and left out"),  // their difference is infinite
            ([0, 1], [.leastNonzeroMagnitude, 8 * .leastNonzeroMagnitude], "2 points"),
            ([1e200, 2e200], [1, 2], "x 1e200 to 2e200"),
        ] as [([Double], [Double], String)])
    func anySeriesIsDrawn(x: [Double], y: [Double], note: String) throws {
        for scale in AxisScale.allCases {
            let chart = Chart(title: "odd") {
                LineMark(x: x, y: y, label: "line")
                PointMark(x: x, y: y)
                AreaMark(x: x, y: y)
                BarMark(x: x, height: y)
                SegmentMark(x: x, y: y, toX: y, toY: x, hasArrow: true)
            }
            .xAxis("x", scale: scale).yAxis("y", scale: scale)
            let svg = chart.svg
            _ = try SVGDocument(svg)
            #expect(!svg.contains("nan") || chart.textDescription.contains("nan"))
            #expect(chart.textDescription.contains(note), "\(chart.textDescription)")
        }
    }

    @Test func aGapInterruptsTheLine() throws {
        let chart = Chart { LineMark(x: [0, 1, 2, 3, 4], y: [0, 1, .nan, 3, 4], color: red) }
        let paths = try path(chart, stroke: red)
        #expect(paths.count == 1)
        #expect(paths[0].lowercased().count { $0 == "m" } == 2)
    }

    @Test func aValueAloneIsADot() throws {
        let chart = Chart { LineMark(x: [0, 1, 2], y: [.nan, 1, .nan], color: red) }
        let paths = try path(chart, stroke: red)
        #expect(paths.count == 1)
        #expect(paths[0].hasSuffix("h0"))
    }

    @Test func zeroHasNoPlaceOnALogarithmicAxis() {
        let chart = Chart { LineMark(x: [1, 2, 3], y: [0, 0.1, -5], label: "loss") }.yAxis("y", scale: .log)
        #expect(chart.textDescription.contains("2 of 3 values not positive and left out of the logarithmic axis"))
    }

    @Test(
        arguments: [
            1.0...1.0, 0.0...1.0, -5.0...(-1.0), -.infinity...0, 0.0...Double.infinity,
        ] as [ClosedRange<Double>])
    func aRangeThatMakesNoSenseIsIgnored(range: ClosedRange<Double>) throws {
        let chart = Chart { LineMark(x: [1, 2], y: [1, 100]) }.yAxis("y", scale: .log, range: range)
        #expect(try SVGDocument(chart.svg).texts.contains("10"))
    }

    @Test(arguments: [(0.0, 0.0), (-5, .nan), (1e9, 3), (.infinity, -.infinity)] as [(Double, Double)])
    func anySizeIsDrawn(width: Double, height: Double) throws {
        let chart = Chart(title: "A title") { LineMark(x: [1, 2], y: [1, 2], label: "a") }
            .xAxis("x").yAxis("y").size(width: width, height: height)
        #expect((80...8000).contains(chart.size.width))
        #expect((80...8000).contains(chart.size.height))
        _ = try SVGDocument(chart.svg)
    }

    @Test func fiftyClassesFit() throws {
        let chart = Chart(title: "Classes") {
            for index in 0..<50 { PointMark(x: [Double(index)], y: [Double(index % 7)], label: "class \(index)") }
        }
        let texts = try SVGDocument(chart.svg).texts
        #expect(texts.contains("class 0"))
        #expect(texts.contains { $0.hasPrefix("and ") && $0.hasSuffix(" more") })
        // Nothing is written outside of the picture.
        for text in try SVGDocument(chart.svg).all("text") {
            #expect((0...400).contains(Double(text.attributes["y"] ?? "") ?? -1))
        }
    }

    @Test func longTextIsShortened() throws {
        let long = String(repeating: "word ", count: 40)
        let chart = Chart(title: long) { LineMark(x: [0, 1], y: [0, 1], label: long) }.xAxis(long).yAxis(long)
        let document = try SVGDocument(chart.svg)
        for text in document.all("text") {
            let size = Double(text.attributes["font-size"] ?? "") ?? 0
            #expect(TextMetrics.width(of: text.text, size: size) <= 640)
        }
        #expect(document.texts.count { $0.hasSuffix("…") } == 4)
        #expect(document.all("title")[0].text == long)
    }

    @Test(arguments: [(3, 2, 5), (1, 4, 4), (0, 0, 0), (.max, 2, 0)] as [(Int, Int, Int)])
    func aGridHasToFit(columns: Int, rows: Int, count: Int) {
        #expect(throws: ChartError.self) {
            try ScalarGrid(
                columns: columns, rows: rows, values: Array(repeating: 0, count: count), x: 0...1, y: 0...1)
        }
    }
}

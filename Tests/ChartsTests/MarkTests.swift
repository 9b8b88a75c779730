import Charts
import Testing

/// What the marks draw, read back from the SVG.
@Suite struct MarkTests {
    private let red = Color(0xAA0011)

    private func paths(_ chart: Chart, _ attribute: String) throws -> [SVGDocument.Element] {
        try SVGDocument(chart.svg).all("path").filter { $0.attributes[attribute] == red.hexadecimal }
    }

    struct Graph: Sendable {
        let name: String
        let pieces: Int
        let function: @Sendable (Double) -> Double
    }

    static let graphs: [Graph] = [
        Graph(name: "steady", pieces: 1) { $0 * $0 },
        Graph(name: "steep", pieces: 1) { x in
            let square = x * x + 1e-6
            return square / (square + 1e-4)
        },
        Graph(name: "step", pieces: 2) { $0 < 0.1 ? 0 : 1 },
        Graph(name: "pole", pieces: 2) { 1 / ($0 - 0.1) },
        Graph(name: "two steps", pieces: 3) { $0 < -1 ? 0 : $0 < 1 ? 5 : 2 },
        Graph(name: "nothing below zero", pieces: 1) { $0.squareRoot() },
    ]

    /// A line that is interrupted has as many moves as pieces.
    @Test(arguments: graphs)
    func aJumpInterruptsAGraph(graph: Graph) throws {
        let chart = Chart { LineMark(over: -3...3, color: red, graph.function) }.yAxis(range: -10...10)
        let path = try #require(try paths(chart, "stroke").first?.attributes["d"])
        #expect(path.lowercased().count { $0 == "m" } == graph.pieces, "\(graph.name)")
    }

    @Test func stacksStandOnEachOther() throws {
        let marks = RectangleMark.stacks([("a", [1, 2]), ("b", [3, .nan]), ("c", [-5, 1])])
        #expect(marks.map { $0.yExtent.upper } == [2, 4, 4])
        #expect(marks.map { $0.yExtent.lower } == [0, 1, 2])
        #expect(
            Chart { marks }.textDescription.contains("Rectangles “b”: 2 rectangles, up to x 0.36 to 1.36, y 2 to 4"))
    }

    @Test func groupsStandBesideEachOther() {
        let marks = BarMark.groups([("a", [1, 2]), ("b", [3, 4])])
        // The second begins at -0.4 + 0.4, give or take the last bit.
        #expect(marks[0].xExtent.lower == -0.4 && abs(marks[1].xExtent.lower) < 1e-15)
        #expect(marks.map(\.width) == [0.4, 0.4])
    }

    @Test(arguments: [(ContourSpacing.even, 7), (.denseLow, 12)])
    func contoursHaveLevels(spacing: ContourSpacing, count: Int) throws {
        let grid = try ScalarGrid(columns: 41, rows: 41, x: -2...2, y: -2...2) { $0 * $0 + $1 * $1 }
        let mark = ContourMark(grid, count: spacing == .even ? 7 : 12, spacing: spacing, isFilled: false, name: "bowl")
        #expect(mark.levels.count == count)
        #expect(mark.levels.map(\.value) == mark.levels.map(\.value).sorted())
        #expect(Chart { mark }.textDescription.contains("Contours of bowl: values 0 to 8, \(count) levels"))
    }

    @Test func aFieldOfOneValueIsNoContour() throws {
        let grid = try ScalarGrid(columns: 3, rows: 3, x: 0...1, y: 0...1) { _, _ in 2 }
        _ = try SVGDocument(Chart { ContourMark(grid, name: "flat") }.svg)
        let empty = try ScalarGrid(columns: 2, rows: 2, x: 0...1, y: 0...1) { _, _ in .nan }
        let chart = Chart {
            ContourMark(empty, name: "empty")
            RasterMark(empty)
        }
        #expect(chart.textDescription.contains("no finite value"))
        _ = try SVGDocument(chart.svg)
    }

    @Test func aColourBarExplainsNumbers() throws {
        let grid = try ScalarGrid(columns: 5, rows: 5, x: 0...1, y: 0...1) { x, y in x + y }
        let chart = Chart { RasterMark(grid, name: "warmth") }
        let document = try SVGDocument(chart.svg)
        #expect(document.all("linearGradient").count == 1)
        #expect(document.all("stop").count == ColorMap.viridis.stops.count)
        #expect(document.texts.contains("warmth"))
        let identifier = try #require(document.all("linearGradient")[0].attributes["id"])
        #expect(document.all("rect").contains { $0.attributes["fill"] == "url(#\(identifier))" })
        let gradients = try SVGDocument(chart.colorBarHidden().svg).all("linearGradient")
        #expect(gradients.isEmpty)
    }

    @Test func arrowsFollowTheField() throws {
        let chart = Chart {
            VectorFieldMark(x: 0...4, y: 0...2, columns: 4, rows: 2) { x, y in x > 3 ? (.nan, 0) : (1, y > 1 ? 3 : 0) }
        }
        #expect(chart.textDescription.contains("4 by 2 arrows, lengths up to 3.162, 2 not finite and left out"))
        let arrows = try SVGDocument(chart.svg).all("path").filter { $0.attributes["stroke-width"] == "1.3" }
        // Two strengths, so two colours; three shafts and three heads in each.
        #expect(arrows.count == 2)
        #expect(arrows.allSatisfy { $0.attributes["d"]?.lowercased().count { $0 == "m" } == 6 })
        let still = Chart { VectorFieldMark(x: 0...1, y: 0...1) { _, _ in (0, 0) } }
        _ = try SVGDocument(still.svg)
    }

    @Test func imagesAreTheirPixels() throws {
        let (white, black) = (Color(0xFFFFFF), Color(0))
        let chart = Chart { try! ImageMark(pixels: [white, black, black, black], columns: 2, rows: 2) }.axesHidden()
        let fills = try SVGDocument(chart.svg).all("g").count
        #expect(fills == 2)
        let paths = try SVGDocument(chart.svg).all("path")
        // Two colours; the black row of two pixels is one rectangle.
        #expect(paths.compactMap { $0.attributes["fill"] } == ["#ffffff", "#000000"])
        #expect(paths[1].attributes["d"]?.count { $0 == "z" } == 2)
        #expect(throws: ChartError.self) { try ImageMark(pixels: [white], columns: 2, rows: 2) }
        #expect(throws: ChartError.self) { try ImageMark(pixels: [white], columns: 1, rows: 1, x: 1...1, y: 0...1) }
    }

    /// The note's text is inside of the plot wherever the place is.
    @Test(arguments: [(0.0, 0.0), (0, 1), (1, 0), (1, 1), (0.5, 0.5)])
    func notesStayInside(x: Double, y: Double) throws {
        let chart = Chart { AnnotationMark("here it is, $x_1$", x: x, y: y) }.xAxis(range: 0...1).yAxis(range: 0...1)
        let document = try SVGDocument(chart.svg)
        let note = try #require(document.all("text").first { $0.text.hasPrefix("here") })
        let left = try #require(Double(note.attributes["x"] ?? ""))
        let width = TextMarkup("here it is, $x_1$").width(size: 12)
        #expect(left > 14 && left + width < 640)
        #expect((0...400).contains(Double(note.attributes["y"] ?? "") ?? -1))
    }

    @Test func namesCoverNoOtherName() throws {
        let names = (0..<40).map { "name \($0)" }
        let chart = Chart { PointLabelMark(x: names.map { _ in 0.5 }, y: names.map { _ in 0.5 }, names: names) }
            .xAxis(range: 0...1).yAxis(range: 0...1)
        // Four places around a point.
        #expect(try SVGDocument(chart.svg).texts.count { $0.hasPrefix("name") } == 4)
    }

    @Test func classesBelowEachOtherAreReadable() throws {
        let names = (0..<50).map { "class \($0)" }
        let chart = Chart { BarMark(heights: [1]) }.yAxis(ticks: .categories(names))
        let places = try SVGDocument(chart.svg).all("text").filter { $0.text.hasPrefix("class") }
            .compactMap { Double($0.attributes["y"] ?? "") }.sorted()
        #expect(places.count > 10)
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 > 11 })
    }

    @Test func aLegendAboveBreaksItsLine() throws {
        let chart = Chart(title: "Many") {
            for index in 0..<12 { LineMark(x: [0, 1], y: [0, Double(index)], label: "a longer name \(index)") }
        }.legend(.top).size(width: 400, height: 400)
        let names = try SVGDocument(chart.svg).all("text").filter { $0.text.hasPrefix("a longer") }
        #expect(names.count == 12)
        #expect(Set(names.map { $0.attributes["y"] }).count > 2)
        for name in names {
            let left = try #require(Double(name.attributes["x"] ?? ""))
            #expect(left + TextMetrics.width(of: name.text, size: 11.5) < 400)
        }
    }

    @Test func sharedScalesAreTheSame() throws {
        let grid = ChartGrid(
            sharesScales: true,
            [Chart { LineMark(y: [0, 1]) }, Chart { LineMark(y: [0, 1, 2, 10]) }.xAxis(range: 0...50)])
        let axes = grid.charts.compactMap { $0 as? Chart }
        #expect(axes[0].verticalAxis.range == axes[1].verticalAxis.range)
        #expect(axes[0].horizontalAxis.range?.contains(3) == true)
        #expect(axes[1].horizontalAxis.range == 0...50)
    }
}

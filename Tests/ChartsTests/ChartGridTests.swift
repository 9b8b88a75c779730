import Charts
import Testing

@Suite struct ChartGridTests {
    private func grid(
        _ count: Int, columns: Int, width: Double, height: Double = 400, of limit: Double = ChartGrid.notebookWidth
    ) -> ChartGrid {
        ChartGrid(
            columns: columns, width: limit,
            (0..<count).map { _ in
                Chart(title: "T") { LineMark(x: [0, 1], y: [0, 1]) }.size(width: width, height: height)
            })
    }

    /// How many pictures stand in the first row, by their titles.
    private func firstRow(_ grid: ChartGrid) throws -> Int {
        let titles = try SVGDocument(grid.svg).all("text").filter { $0.text == "T" }
        return titles.count { $0.attributes["y"] == titles[0].attributes["y"] }
    }

    @Test func whatFitsStaysAsItIs() throws {
        let small = grid(6, columns: 3, width: 240, height: 180)
        #expect(small.size == ChartSize(width: 720, height: 360))
        #expect(try firstRow(small) == 3)
    }

    @Test(arguments: [
        // Two charts of the standard size beside each other, three smaller ones, and four that become three in a row.
        (2, 2, 640.0, 2), (6, 3, 320, 3), (8, 4, 320, 3), (3, 1, 1200, 1), (5, 5, 640, 3),
    ])
    func whatIsTooWideBecomesNarrower(count: Int, columns: Int, width: Double, inARow: Int) throws {
        let grid = grid(count, columns: columns, width: width)
        #expect(grid.size.width <= ChartGrid.notebookWidth)
        #expect(grid.size.width > ChartGrid.notebookWidth - 4)
        #expect(try firstRow(grid) == inARow)
    }

    @Test func aWiderGridCanBeAskedFor() throws {
        let wide = grid(2, columns: 2, width: 640, of: 2000)
        #expect(wide.size == ChartSize(width: 1280, height: 400))
    }

    @Test func picturesOfOtherKindsBecomeNarrowerToo() throws {
        let surface = SurfaceChart(
            title: "S", try ScalarGrid(columns: 3, rows: 3, x: 0...1, y: 0...1) { x, y in x * y })
        let animation = AnimatedChart(
            Chart(title: "A") { RuleMark(y: 1) }, frames: [AnimationFrame { PointMark(x: [1], y: [1]) }])
        let grid = ChartGrid(columns: 2, pictures: [surface, animation])
        #expect(grid.size.width <= ChartGrid.notebookWidth)
        // A grid in a grid cannot be drawn in another size: it stands alone in its row.
        let nested = ChartGrid(columns: 2, pictures: [grid, grid])
        #expect(nested.size.width == grid.size.width)
    }

    @Test func anEmptyGridIsAPicture() throws {
        #expect(try SVGDocument(ChartGrid([]).svg).elements.count > 3)
    }
}

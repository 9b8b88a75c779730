import Charts
import Testing

@Suite struct SurfaceTests {
    private func bowl(_ size: Int = 11) throws -> ScalarGrid {
        try ScalarGrid(columns: size, rows: size, x: -2...2, y: -2...2) { x, y in x * x + y * y }
    }

    private func patches(_ chart: SurfaceChart) throws -> [SVGDocument.Element] {
        let elements = try SVGDocument(chart.svg).elements
        let group = try #require(elements.firstIndex { $0.name == "g" })
        return elements[(group + 1)...].prefix { $0.depth > elements[group].depth }.filter {
            $0.attributes["stroke"] == nil
        }
    }

    @Test func aPatchForEachCell() throws {
        #expect(try patches(SurfaceChart(try bowl())).count == 100)
        // More than can be seen are thinned.
        #expect(try patches(SurfaceChart(try bowl(301))).count == 70 * 70)
    }

    @Test func whatHasNoValueIsLeftOut() throws {
        var values = try bowl(5).values
        values[0] = .nan
        let grid = try ScalarGrid(columns: 5, rows: 5, values: values, x: 0...1, y: 0...1)
        let chart = SurfaceChart(title: "Hole", grid)
        #expect(try patches(chart).count == 15)
        #expect(chart.textDescription.contains("heights 0 to 8, 1 not finite and left out"))
        let none = try ScalarGrid(columns: 2, rows: 2, values: [.nan, .nan, .infinity, .nan], x: 0...1, y: 0...1)
        #expect(try patches(SurfaceChart(none)).isEmpty)
        #expect(SurfaceChart(none).textDescription.contains("no finite value"))
    }

    @Test func whatIsHigherIsCutOff() throws {
        let whole = try patches(SurfaceChart(try bowl(21)))
        let cut = try patches(SurfaceChart(try bowl(21), zRange: 0...2))
        #expect(cut.count < whole.count)
        #expect(cut.count > whole.count / 3)
    }

    @Test(arguments: [-170.0, -90, -58, 0, 45, 90, 180, .nan], [-10.0, 5, 30, 90, .infinity])
    func everythingIsInsideOfThePicture(azimuth: Double, elevation: Double) throws {
        let chart = SurfaceChart(
            title: "Bowl", try bowl(),
            paths: [SurfacePath(x: [-2, 0, 0.5, 9], y: [-2, 0.5, 0.5, 9], label: "path")], zLabel: "height",
            azimuth: azimuth, elevation: elevation)
        let document = try SVGDocument(chart.svg)
        for text in document.all("text") {
            #expect((0...600).contains(Double(text.attributes["x"] ?? "") ?? -1), "\(text.text)")
            #expect((0...460).contains(Double(text.attributes["y"] ?? "") ?? -1), "\(text.text)")
        }
        #expect(document.texts.contains("path"))
        #expect(chart.textDescription.contains("Path “path”: 4 places, last (9, 9)"))
    }

    @Test func aLevelPlaneIsDrawn() throws {
        let grid = try ScalarGrid(columns: 3, rows: 3, x: 0...1, y: 0...1) { _, _ in 7 }
        #expect(try patches(SurfaceChart(grid)).count == 4)
    }
}

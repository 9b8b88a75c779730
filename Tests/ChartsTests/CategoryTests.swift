import Charts
import Testing

/// Names on axes: readable, inside of the picture, not on each other.
@Suite struct CategoryTests {
    private func chart(_ names: [String]) throws -> Chart {
        let count = max(names.count, 2)
        let grid = try ScalarGrid(
            columns: count, rows: count, x: 0...Double(count - 1), y: 0...Double(count - 1)
        ) { x, y in x - y }
        return Chart(title: "Names") { RasterMark(grid) }
            .xAxis("predicted", ticks: .categories(names)).yAxis("right", ticks: .categories(names))
            .size(width: 500, height: 420)
    }

    /// The place of a text and how far it reaches from there, whatever its direction and anchor.
    private func box(_ text: SVGDocument.Element) throws -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
        let x = try #require(Double(text.attributes["x"] ?? ""))
        let y = try #require(Double(text.attributes["y"] ?? ""))
        let size = try #require(Double(text.attributes["font-size"] ?? ""))
        let width = TextMetrics.width(of: text.text, size: size)
        let anchor = text.attributes["text-anchor"]
        let before = anchor == "end" ? width : anchor == "middle" ? width / 2 : 0
        guard text.attributes["transform"] != nil else { return ((x - before)...(x - before + width), (y - size)...y) }
        // Turned by -90 degrees: the text runs upwards.
        return ((x - size)...x, (y - width + before)...(y + before))
    }

    @Test(arguments: [2, 4, 10, 50])
    func namesAreInsideOfThePicture(count: Int) throws {
        for name in ["a", "class number", String(repeating: "very <long> & ", count: 14)] {
            let document = try SVGDocument(try chart((0..<count).map { "\(name)\($0)" }).svg)
            for text in document.all("text") {
                let box = try box(text)
                #expect(box.x.lowerBound >= 0 && box.x.upperBound <= 500, "\(text.text) of \(count)")
                #expect(box.y.lowerBound >= 0 && box.y.upperBound <= 420, "\(text.text) of \(count)")
            }
            #expect(document.texts.contains("right") && document.texts.contains("predicted"))
        }
    }

    @Test func namesWithoutRoomStandUpright() throws {
        func upright(_ names: [String]) throws -> [SVGDocument.Element] {
            try SVGDocument(try chart(names).svg).all("text").filter {
                names.contains($0.text) && $0.attributes["transform"] != nil
            }
        }
        #expect(try upright(["a", "b", "c", "d"]).isEmpty)
        let twenty = (0..<20).map { "token\($0)" }
        let turned = try upright(twenty)
        #expect(turned.map(\.text) == twenty)
        let places = turned.compactMap { Double($0.attributes["x"] ?? "") }
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 11 })
    }

    @Test func aLegendThatWouldBeShortenedStandsAbove() throws {
        let chart = Chart(title: "Narrow") {
            LineMark(y: [1, 2, 3], label: "the first one")
            LineMark(y: [3, 1, 2], label: "the second")
        }.size(width: 260, height: 200)
        let texts = try SVGDocument(chart.svg).texts
        #expect(texts.contains("the first one") && texts.contains("the second"))
    }

    @Test func theTitleOfANarrowGridGetsSmaller() throws {
        let grid = ChartGrid(
            title: "A title for one narrow chart below", columns: 1,
            [Chart { LineMark(y: [1, 2]) }.size(width: 320, height: 200)])
        let title = try #require(try SVGDocument(grid.svg).all("text").first)
        #expect(title.text == "A title for one narrow chart below")
        #expect((Double(title.attributes["font-size"] ?? "") ?? 99) < 17)
    }
}

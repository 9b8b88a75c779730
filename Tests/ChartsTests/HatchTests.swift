import Charts
import Testing

@Suite struct HatchTests {
    @Test(arguments: Hatch.allCases)
    func linesStayInTheRectangle(hatch: Hatch) {
        for rect in [
            Rect(x: 10, y: 20, width: 80, height: 33), Rect(x: 3.3, y: 7.7, width: 12, height: 90),
            Rect(x: 0, y: 0, width: 14, height: 14),
        ] {
            let lines = hatch.lines(in: rect)
            #expect(!lines.isEmpty)
            for point in lines.flatMap({ [$0.from, $0.to] }) {
                // A billionth for the arithmetic.
                #expect(point.x >= rect.x - 1e-9 && point.x <= rect.maxX + 1e-9)
                #expect(point.y >= rect.y - 1e-9 && point.y <= rect.maxY + 1e-9)
            }
        }
        #expect(hatch.lines(in: Rect(x: 5, y: 5, width: 0, height: 9)).isEmpty)
        #expect(hatch.lines(in: Rect(x: 5, y: 5, width: 9, height: -3)).isEmpty)
    }

    private func hatches(_ picture: any Picture) throws -> Int {
        try SVGDocument(picture.svg).all("path").count { $0.attributes["stroke-opacity"] == ".55" }
    }

    @Test func theSecondSeriesOfBarsHasLinesAndItsSwatchToo() throws {
        let one = Chart { BarMark(heights: [1, 2, 3], label: "a") }
        #expect(try hatches(one) == 0)
        let two = Chart { for mark in BarMark.groups([("a", [1, 2]), ("b", [2, 1])]) { mark } }
        #expect(try hatches(two) == 2, "the bars of the second series, and the swatch in the legend")
        let stacks = Chart { for mark in RectangleMark.stacks([("a", [1]), ("b", [2]), ("c", [3])]) { mark } }
        #expect(try hatches(stacks) == 4)
        let own = Chart {
            for mark in [BarMark(heights: [1], label: "a"), BarMark(heights: [2], color: Color(1))] { mark }
        }
        #expect(try hatches(own) == 0, "a colour of one's own has no lines")
    }

    @Test func coloursAndLinesTogetherAreUnique() {
        let styles = (0..<24).map { "\(Theme.light.palette.color($0)) \(String(describing: Hatch.automatic($0)))" }
        #expect(Set(styles).count == 24)
        #expect(Hatch.automatic(0) == nil && Hatch.automatic(1) == .rising)
    }

    @Test func manyCellsHaveNone() throws {
        let cells = (0..<500).map { Double($0)...Double($0 + 1) }
        let chart = Chart { RectangleMark(x: cells, y: cells, color: Color(0x0072B2), hatch: .rising) }
        #expect(try hatches(chart) == 0)
    }
}

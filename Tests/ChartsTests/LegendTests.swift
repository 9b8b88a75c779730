import Charts
import Testing

@Suite struct LegendTests {
    private func boxes(_ chart: Chart) throws -> [SVGDocument.Element] {
        try SVGDocument(chart.svg).all("rect").filter { $0.attributes["fill-opacity"] == ".9" }
    }

    @Test func aFreeCornerTakesTheLegend() throws {
        let chart = Chart { LineMark(x: [0, 1], y: [0, 1], label: "rising") }
        let box = try #require(try boxes(chart).first)
        // Rising from the lower left to the upper right: the upper left corner is free.
        #expect((Double(box.attributes["x"] ?? "") ?? 999) < 320)
        #expect((Double(box.attributes["y"] ?? "") ?? 999) < 200)
    }

    @Test func withoutAFreePlaceItStandsOutside() throws {
        let x = (0..<2000).map { Double($0 % 50) }
        let y = (0..<2000).map { Double($0 / 50) }
        let chart = Chart { PointMark(x: x, y: y, label: "all over") }
        #expect(try boxes(chart).isEmpty)
        let document = try SVGDocument(chart.svg)
        let text = try #require(document.all("text").first { $0.text == "all over" })
        let clip = try #require(document.elements.first { $0.name == "clipPath" })
        let index = try #require(document.elements.firstIndex { $0.name == clip.name })
        let plot = document.elements[index + 1].attributes
        let right = (Double(plot["x"] ?? "") ?? 0) + (Double(plot["width"] ?? "") ?? 0)
        #expect((Double(text.attributes["x"] ?? "") ?? 0) > right)
    }

    @Test func marksOfOneNameAreOneEntryOfOneColour() throws {
        let chart = Chart {
            LineMark(x: [0, 1], y: [0, 1], label: "same")
            PointMark(x: [0, 1], y: [0, 1], label: "same")
            LineMark(x: [0, 1], y: [1, 2], label: "other")
        }
        let document = try SVGDocument(chart.svg)
        #expect(document.texts.count { $0 == "same" } == 1)
        let palette = Palette.okabeItoOnLight
        let strokes = document.all("path").compactMap { $0.attributes["stroke"] }
        #expect(strokes.contains(palette.color(0).hexadecimal))
        #expect(strokes.contains(palette.color(1).hexadecimal))
        #expect(!strokes.contains(palette.color(2).hexadecimal))
    }

    @Test func fiftySeriesHaveFiftyLooks() {
        let looks = (0..<50).map { "\(Palette.okabeItoOnLight.color($0).hexadecimal)" }
        // Four lightnesses of eight colours; the fifth round repeats.
        #expect(Set(looks).count == 32)
        #expect(Set((0..<8).map { Palette.okabeItoOnDark.color($0) }).count == 8)
    }

    @Test(arguments: [
        ("plain", "plain", 1), ("$x_1$", "x_1", 2), ("$10^{-3}$", "10^−3", 2), ("$\\eta$ = 0.1", "η = 0.1", 1),
        ("petal_width", "petal_width", 1), ("$5 and up", "$5 and up", 1), ("$w_{ij}$", "w_ij", 2), ("", "", 1),
        ("$x_$", "x", 1), ("$\\unknown$", "\\unknown", 1), ("$x^\\eta$", "x^η", 2), ("$e^{-x}$", "e^−x", 3),
        ("$\\hat{y}$", "y\u{302}", 1), ("$\\frac{a}{b}$", "a/b", 3), ("$\\frac{a + b}{2}$", "(a + b)/2", 5),
        ("$e^{-x^2}$", "e^−x²", 4), ("$w_{i_1}$", "w_i₁", 3), ("$\\mathbf{w}^T x$", "w^T x", 4),
        ("$\\|w\\|_2$", "‖w‖_2", 4),
        ("$\\sqrt{x + 1}$", "√(x + 1)", 3), ("$\\sqrt x$", "√x", 2), ("$\\left(x\\right)$", "(x)", 3),
        ("$\\mathbb{R}^n$", "ℝ^n", 2), ("$\\hat$", "\u{302}", 1), ("$\\$", "\\", 1),
    ])
    func mathematicsIsRead(source: String, plain: String, runs: Int) {
        let markup = TextMarkup(source)
        #expect(markup.plain == plain)
        #expect(markup.runs.count == runs)
    }
}

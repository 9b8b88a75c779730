import Charts
import Testing

/// What every picture has to be like to be shown by JupyterLab, VS Code, nbconvert and a browser alike.
@Suite struct SVGRulesTests {
    static let pictures: [(String, any Picture)] = [
        ("line", Chart(title: "Line") { LineMark(x: [1, 2, 3], y: [3, 1, 2], label: "a") }.xAxis("x").yAxis("y")),
        ("log", Chart(title: "Log") { LineMark(x: [1, 2, 3], y: [3, 0.01, 2]) }.yAxis("loss", scale: .log)),
        ("dark", Chart(title: "Dark") { PointMark(x: [1, 2], y: [1, 2], label: "p") }.theme(.dark)),
        ("bars", Chart { BarMark(heights: [1, 2, 3]) }.xAxis(ticks: .categories(["a", "b", "c"]))),
        ("empty", Chart(title: "Nothing") {}),
        ("grid", ChartGrid(title: "Two", [Chart { RuleMark(y: 1) }, Chart { AreaMark(x: [0, 1], y: [1, 2]) }])),
        ("mathematics", Chart(title: "$x_1^2$") { TextMark("$\\eta$ is 1", x: 0, y: 0) }),
        (
            "arrows",
            Chart { SegmentMark.arrow(fromX: 0, y: 0, toX: 1, y: 1, label: "v") }.axesHidden()
        ),
        ("vectors", Chart { VectorFieldMark(x: 0...1, y: 0...1, name: "speed") { ($1, -$0) } }),
        ("note", Chart(title: "Note") { AnnotationMark("$x_0$", x: 1, y: 2) }),
        (
            "animated",
            AnimatedChart(
                Chart(title: "Steps") { LineMark(x: [0, 1], y: [0, 1]) },
                frames: (0..<3).map { step in
                    AnimationFrame(caption: "step \(step)") { PointMark(x: [Double(step)], y: [1], label: "here") }
                })
        ),
    ]

    @Test(arguments: pictures)
    func theRootElementStandsAlone(name: String, picture: any Picture) throws {
        let document = try SVGDocument(picture.svg)
        let root = try #require(document.elements.first)
        #expect(root.name == "svg")
        #expect(root.attributes["xmlns"] == "http://www.w3.org/2000/svg")
        let (width, height) = (Int(picture.size.width), Int(picture.size.height))
        #expect(root.attributes["viewBox"] == "0 0 \(width) \(height)")
        #expect(root.attributes["width"] == "\(width)")
        #expect(root.attributes["height"] == "\(height)")
        #expect(root.attributes["font-family"] == "sans-serif")
        #expect(root.attributes["style"] == "max-width:100%;height:auto")
        #expect(document.elements[1].name == "title")
        #expect(document.elements[2].name == "desc")
        #expect(document.elements[2].text == picture.textDescription)
        // The background covers everything and is opaque.
        let background = document.elements[3]
        #expect(background.name == "rect")
        #expect(background.attributes["width"] == "\(width)")
        #expect(background.attributes["fill"] == picture.background.hexadecimal)
        #expect(background.attributes["fill-opacity"] == nil)
    }

    @Test(arguments: pictures)
    func nothingFromOutsideIsNeeded(name: String, picture: any Picture) throws {
        let svg = picture.svg
        for word in ["<script", "<style", "foreignObject", "currentColor", "href", "class=", "NaN", "nan", "inf"] {
            #expect(!svg.contains(word), "\(word) in \(name)")
        }
    }

    @Test(arguments: pictures)
    func identifiersAreUniqueAndResolve(name: String, picture: any Picture) throws {
        let document = try SVGDocument(picture.svg)
        let identifiers = document.elements.compactMap { $0.attributes["id"] }
        #expect(Set(identifiers).count == identifiers.count)
        for element in document.elements {
            guard let clip = element.attributes["clip-path"] else { continue }
            #expect(identifiers.contains { clip == "url(#\($0))" })
        }
        let labelled = document.elements[0].attributes["aria-labelledby"]?.split(separator: " ").map(String.init)
        #expect(labelled == Array(identifiers.prefix(2)))
    }

    @Test(arguments: pictures)
    func theSamePictureGivesTheSameBytes(name: String, picture: any Picture) {
        #expect(picture.svg == picture.svg)
    }

    /// VS Code puts all pictures of a notebook into one page.
    @Test func twoPicturesShareNoIdentifier() throws {
        let identifiers = try Self.pictures.map { _, picture in
            Set(try SVGDocument(picture.svg).elements.compactMap { $0.attributes["id"] })
        }
        for (index, first) in identifiers.enumerated() {
            for second in identifiers[(index + 1)...] { #expect(first.isDisjoint(with: second)) }
        }
    }

    @Test(arguments: [
        ("<&>\"'", "<&>\"'"),
        ("a\u{1}b\u{0}c", "a\u{FFFD}b\u{FFFD}c"),  // XML has no control characters at all
        ("tab\tand\nline", "tab and line"),
        ("é ñ 日本 🧠", "é ñ 日本 🧠"),
        ("]]> <!-- &amp;", "]]> <!-- &amp;"),
    ])
    func textIsEscaped(text: String, shown: String) throws {
        let chart = Chart(title: text) { LineMark(x: [0, 1], y: [0, 1], label: text) }.xAxis(text).yAxis(text)
        let document = try SVGDocument(chart.svg)
        #expect(document.all("title").map(\.text) == [shown])
        #expect(document.texts.count { $0 == shown } == 4)
    }
}

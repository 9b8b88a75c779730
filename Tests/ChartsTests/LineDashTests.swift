import Charts
import Testing

@Suite struct LineDashTests {
    private func dashes(_ chart: Chart) throws -> [String?] {
        try SVGDocument(chart.svg).all("path").filter { $0.attributes["stroke-linejoin"] == "round" }
            .map { $0.attributes["stroke-dasharray"] }
    }

    @Test func theSecondLineAndLaterOnesDifferByDashes() throws {
        let chart = Chart { for index in 0..<6 { LineMark(x: [0, 1], y: [0, Double(index)], label: "\(index)") } }
        let found = try dashes(chart)
        #expect(found[0] == nil)
        #expect(!found.dropFirst().contains(nil))
        #expect(Set(found.prefix(5)).count == 5)
    }

    @Test func coloursAndDashesTogetherAreUnique() {
        let styles = (0..<20).map { "\(Theme.light.palette.color($0)) \(LineDash.automatic($0))" }
        #expect(Set(styles).count == 20)
    }

    @Test func linesAreCountedWithoutPoints() throws {
        let chart = Chart {
            for index in 0..<5 { PointMark(x: [Double(index)], y: [0], label: "class \(index)") }
            LineMark(x: [0, 1], y: [0, 1], label: "fit")
        }
        #expect(try dashes(chart) == [nil])
    }

    @Test func ownColoursAndDashesStay() throws {
        let chart = Chart {
            for index in 0..<5 { LineMark(x: [0, 1], y: [0, Double(index)], color: Color(0x123456)) }
            LineMark(x: [0, 1], y: [1, 0], dash: [1, 2])
        }
        #expect(try dashes(chart) == [nil, nil, nil, nil, nil, "1 2"])
    }
}

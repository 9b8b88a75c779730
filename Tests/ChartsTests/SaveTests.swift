import Charts
import Foundation
import Testing

@Suite struct SaveTests {
    private let chart = Chart(title: "A <chart>") { LineMark(x: [0, 1], y: [0, 1]) }

    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("charts-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    @Test func svgIsTheDocument() throws {
        try inFolder { folder in
            try chart.save(folder + "/a.svg")
            #expect(try String(contentsOfFile: folder + "/a.svg", encoding: .utf8) == chart.svg)
            // Written aside and renamed: nothing else is left.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.svg"])
        }
    }

    @Test(arguments: ["a.html", "B.HTML", "c.htm"])
    func htmlIsAPageThatHoldsIt(name: String) throws {
        try inFolder { folder in
            try chart.save(folder + "/" + name)
            let page = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            #expect(page.hasPrefix("<!DOCTYPE html>"))
            #expect(page.contains(chart.svg))
            #expect(page.contains("<title>A &lt;chart&gt;</title>"))
            #expect(page.contains("width=device-width"))
            #expect(!page.contains("http:") || page.contains("http://www.w3.org/2000/svg"))
        }
    }

    @Test func mistakesAreNamed() throws {
        try inFolder { folder in
            #expect(throws: ChartError.unknownFormat(path: "loss.pdf")) { try chart.save("loss.pdf") }
            #expect(throws: ChartError.unknownFormat(path: "loss")) { try chart.save("loss") }
            let path = folder + "/missing/loss.svg"
            #expect(throws: ChartError.unwritable(path: path, reason: "its folder does not exist")) {
                try chart.save(path)
            }
            try FileManager.default.createDirectory(atPath: folder + "/x.svg", withIntermediateDirectories: true)
            #expect(throws: ChartError.unwritable(path: folder + "/x.svg", reason: "Is a directory")) {
                try chart.save(folder + "/x.svg")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.svg"])
        }
    }
}

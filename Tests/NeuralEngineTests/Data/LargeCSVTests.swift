import CKernels
import Foundation
import NeuralEngine
import Testing

/// Files that are read in parts on several threads, if they hold numbers alone.
@Suite struct LargeCSVTests {
    private static let forms: [@Sendable (Int) -> String] = [
        { "\($0)" }, { "-\($0).25" }, { "\(Double($0) / 7)" }, { " \($0)e-3" }, { "\($0 % 100).1234567890123456789\t" },
        { "+\($0)" },
    ]

    private static let lines: [[String]] = (0..<40_000).map { row in
        (0..<6).map { forms[(row + $0) % forms.count](row * 6 + $0) }
    }

    /// Three parts and more, with what files end and begin with.
    @Test(arguments: [
        ("", "\n", "\n", ","), ("a,b,c,d,e,f\r\n", "\r\n", "\r\n", ","), ("a;b;c;d;e;f\n", "\n", "", ";"),
        ("\u{FEFF}a,b,c,d,e,f\n", "\n", "\n", ","),
        // An empty line at the end is nothing, though it ends the fast way.
        ("", "\n", "\n\n", ","),
    ])
    func everyNumberInItsPlace(head: String, between: String, end: String, delimiter: String) throws {
        let text = head + Self.lines.map { $0.joined(separator: delimiter) }.joined(separator: between) + end
        #expect(text.utf8.count > 2 << 20)
        let path = try TemporaryTable.write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let before = ck_thread_count()
        defer { ck_set_thread_count(before) }
        for threads in [1, 3] as [Int32] {
            ck_set_thread_count(threads)
            let data = try Dataset.csv(path, target: "2")
            #expect(data.features.shape == [40_000, 5] && data.targets.shape == [40_000])
            #expect(data.featureNames == (head.isEmpty ? ["x1", "x3", "x4", "x5", "x6"] : ["a", "c", "d", "e", "f"]))
            var wrong = 0
            for (row, line) in Self.lines.enumerated() {
                let numbers = line.map { Float($0.trimmingCharacters(in: .whitespaces)) ?? .nan }
                let read = Array(data.features.scalars[(row * 5)..<(row * 5 + 5)])
                let features = numbers.indices.filter { $0 != 1 }.map { numbers[$0] }
                if read != features || data.targets.scalars[row] != numbers[1] { wrong += 1 }
            }
            #expect(wrong == 0)
        }
    }

    @Test(arguments: [
        ("abc", "t.csv:30001:3: 'abc' is not a number (column 2)."),
        ("", "t.csv:30001:3: a value is missing (column 2)."),
        ("1,2", "t.csv:30001:1: 4 fields where the first line has 3."),
        ("inf", "t.csv:30001:3: 'inf' is not a number"),
    ])
    func mistakesHaveTheirPlace(field: String, message: String) throws {
        let text = (0..<40_000).map { $0 == 30_000 ? "5,\(field),6\n" : "1,\($0),2\n" }.joined()
        let path = try TemporaryTable.write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let error = #expect(throws: EngineError.self) { try Dataset.csv(path) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    /// What is no number makes a file like any other, however late it comes.
    @Test func classesAndTextsAreFoundLate() throws {
        let text = (0..<40_000).map { "\($0),\($0 % 2),\($0 < 39_000 ? "1" : "dos")\n" }.joined()
        let path = try TemporaryTable.write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let data = try Dataset.csv(path)
        #expect(data.classNames == ["1", "dos"] && data.targets.scalars.reduce(0, +) == 1000)
        // A text among numbers is a mistake in a feature.
        let error = #expect(throws: EngineError.self) { try Dataset.csv(path, target: "2") }
        #expect(error?.message.hasPrefix("t.csv:39001:9: 'dos' is not a number (column 3).") == true)
    }
}

private enum TemporaryTable {
    static func write(_ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("csv-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("t.csv")
        try text.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }
}

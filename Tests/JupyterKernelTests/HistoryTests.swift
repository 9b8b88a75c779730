import Foundation
import JupyterKernel
import JupyterProtocol
import Testing

/// The history of several sessions in one folder. What one session tells is in RequestTests.
@Suite("History between sessions")
struct HistoryTests {
    private let folder: TemporaryFolder
    private var history: String { "\(folder.path)/history" }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a session of some cells, and asks at its end.
    private func session(_ cells: [String], ask content: JSONValue = [:]) async throws -> JSONValue? {
        let answer = Answer()
        try await withKernel(historyFolder: history) { client, _ in
            for code in cells { _ = try await client.run(code) }
            await answer.set(try await client.reply(to: "history_request", content).content["history"])
        }
        return await answer.value
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private actor Answer {
        private(set) var value: JSONValue?
        func set(_ value: JSONValue?) { self.value = value }
    }

    @Test(
        "three sessions",
        arguments: [
            (["hist_access_type": "tail", "n": 3], [[1, 2, "value 2"], [2, 1, "fail ñ"], [3, 1, "value 1"]]),
            (
                ["hist_access_type": "tail", "output": true],
                [
                    [1, 1, ["value 1", "1"]], [1, 2, ["value 2", "2"]], [2, 1, ["fail ñ", nil]],
                    [3, 1, ["value 1", "1"]],
                ]
            ),
            (["hist_access_type": "range", "session": -1, "start": 0], [[2, 1, "fail ñ"]]),
            (["hist_access_type": "range", "session": 1, "start": 2, "stop": 9], [[1, 2, "value 2"]]),
            (["hist_access_type": "range", "session": 0, "start": 0], [[3, 1, "value 1"]]),
            (["hist_access_type": "range", "session": 99, "start": 0], []),
            (["hist_access_type": "range", "session": .integer(.min), "start": 0], []),
            (
                ["hist_access_type": "search", "pattern": "value*", "unique": true],
                [[1, 2, "value 2"], [3, 1, "value 1"]]
            ),
            (["hist_access_type": "search", "pattern": "value 1", "n": 1], [[3, 1, "value 1"]]),
        ] as [(JSONValue, JSONValue)])
    func threeSessions(_ content: JSONValue, _ expected: JSONValue) async throws {
        _ = try await session(["value 1", "value 2"])
        _ = try await session(["fail ñ"])
        #expect(try await session(["value 1"], ask: content) == expected)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: history).sorted() == ["1.jsonl", "2.jsonl", "3.jsonl"])
        let mode = try FileManager.default.attributesOfItem(atPath: "\(history)/1.jsonl")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("a session without cells leaves nothing")
    func nothingRun() async throws {
        try await withKernel(historyFolder: history) { _, _ in }
        #expect(!FileManager.default.fileExists(atPath: history))
    }

    @Test("two kernels at once have numbers of their own")
    func twoAtOnce() async throws {
        try await withKernel(historyFolder: history) { first, _ in
            _ = try await first.run("value first")
            try await withKernel(historyFolder: history) { second, _ in
                _ = try await second.run("value second")
                _ = try await first.run("value third")
                let rows = try await second.reply(to: "history_request", ["hist_access_type": "tail"]).content[
                    "history"]
                #expect(rows == [[1, 1, "value first"], [1, 2, "value third"], [2, 1, "value second"]])
            }
        }
    }

    @Test("what is no record is passed over: a torn line, other files")
    func brokenFiles() async throws {
        _ = try await session(["value 1"])
        let file = try #require(FileHandle(forWritingAtPath: "\(history)/1.jsonl"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("{\"line\": 2, \"inp".utf8))
        try file.close()
        for name in ["notes.txt", "x.jsonl", "-3.jsonl"] {
            try write("not ours", to: "\(history)/\(name)")
        }
        let rows = try await session(["value 2"], ask: ["hist_access_type": "tail"])
        #expect(rows == [[1, 1, "value 1"], [2, 1, "value 2"]])
    }

    @Test("where nothing can be written, this session is remembered")
    func unwritable() async throws {
        try write("a file, not a folder", to: history)
        let rows = try await session(["value 1"], ask: ["hist_access_type": "tail"])
        #expect(rows == [[1, 1, "value 1"]])
    }

    @Test("the oldest sessions are forgotten")
    func forgetting() async throws {
        try FileManager.default.createDirectory(atPath: history, withIntermediateDirectories: true)
        for number in 1...1_005 {
            try write("{\"line\":1,\"input\":\"old\"}\n", to: "\(history)/\(number).jsonl")
        }
        _ = try await session(["value 1"])
        let names = try FileManager.default.contentsOfDirectory(atPath: history)
        #expect(names.count == 1_001)
        #expect(!names.contains("5.jsonl"))
        #expect(names.contains("6.jsonl"))
        #expect(names.contains("1006.jsonl"))
    }
}

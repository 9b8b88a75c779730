import Foundation
import JupyterKernel
import JupyterProtocol
import Testing

/// Cells that print more than anybody reads.
@Suite("Floods of text")
struct FloodTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func outputs(_ code: String, folder: String?) async throws -> (out: String, err: String) {
        let texts = Texts()
        try await withKernel(outputLimit: OutputLimit(bytes: 1_000, folder: folder)) { client, _ in
            let header = try await client.execute(code)
            for message in try await client.outputs(of: header) where message.header.type == "stream" {
                await texts.add(message.content["name"]?.string, message.content["text"]?.string)
            }
        }
        return await (texts.out, texts.err)
    }

    private actor Texts {
        private(set) var (out, err) = ("", "")
        func add(_ name: String?, _ text: String?) {
            if name == "stdout" { out += text ?? "" } else { err += text ?? "" }
        }
    }

    private var files: [String] {
        get throws {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/floods")) ?? []
            return try names.map { try String(contentsOfFile: "\(folder.path)/floods/\($0)", encoding: .utf8) }
        }
    }

    @Test("up to the limit nothing is cut")
    func small() async throws {
        let line = String(repeating: "x", count: 499)
        let (out, err) = try await outputs("print \(line)\nprint \(line)", folder: "\(folder.path)/floods")
        #expect(out == "\(line)\n\(line)\n")
        #expect(err == "")
        #expect(try files == [])
    }

    @Test("beyond it the beginning and the end are shown, and the whole is in a file")
    func cut() async throws {
        let lines = (1...400).map { "line \($0) ñ" }
        let whole = lines.map { $0 + "\n" }.joined()
        let (out, err) = try await outputs(
            lines.map { "print " + $0 }.joined(separator: "\n"), folder: "\(folder.path)/floods")
        #expect(out.utf8.count <= 1_000 && out.utf8.count > 990)
        #expect(whole.hasPrefix(out))
        #expect(err.contains("More than 1000 bytes of text"))
        #expect(err.contains("\(folder.path)/floods/"))
        #expect(err.hasSuffix("line 399 ñ\nline 400 ñ\n"))
        #expect(err.utf8.count < 3_000)
        #expect(try files == [whole])
    }

    @Test("a character is not cut in two")
    func wholeCharacters() async throws {
        let (out, _) = try await outputs(
            "print a" + String(repeating: "ñ", count: 600), folder: "\(folder.path)/floods")
        #expect(out == "a" + String(repeating: "ñ", count: 499))
    }

    @Test("clearing begins anew")
    func clearing() async throws {
        let line = "print " + String(repeating: "x", count: 700)
        let (out, err) = try await outputs("\(line)\nclear\n\(line)", folder: "\(folder.path)/floods")
        #expect(out.utf8.count == 1_402)
        #expect(err == "")
    }

    @Test("where no file can be made, the notice says so", arguments: [nil, "/proc/none"])
    func noFile(_ place: String?) async throws {
        let (out, err) = try await outputs("print " + String(repeating: "x", count: 2_000), folder: place)
        #expect(out == String(repeating: "x", count: 1_000))
        #expect(err.contains("The rest is lost"))
        if let place { #expect(err.contains(place)) }
    }

    @Test("twenty files are kept")
    func pruning() async throws {
        let floods = "\(folder.path)/floods"
        try FileManager.default.createDirectory(atPath: floods, withIntermediateDirectories: true)
        for number in 10..<40 {
            try "".write(toFile: "\(floods)/2020-01-01-0000\(number)-In1-7.txt", atomically: false, encoding: .utf8)
        }
        _ = try await outputs("print " + String(repeating: "x", count: 2_000), folder: floods)
        let names = try FileManager.default.contentsOfDirectory(atPath: floods).sorted()
        #expect(names.count == 20)
        #expect(names.first == "2020-01-01-000021-In1-7.txt")
    }
}

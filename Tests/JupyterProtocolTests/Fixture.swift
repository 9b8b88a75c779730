import Foundation
import JupyterProtocol
import Testing

/// A message as jupyter_client wrote it; `Fixtures/make_messages.py` made the file.
struct Fixture: CustomTestStringConvertible, Sendable {
    let name: String
    let key: String
    let identities: [[UInt8]]
    let header: JSONValue
    let parent: JSONValue
    let metadata: JSONValue
    let content: JSONValue
    let buffers: [[UInt8]]
    /// What jupyter_client sends.
    let frames: [[UInt8]]
    /// The same with JSON as Cuaderno writes it.
    let framesInOrder: [[UInt8]]

    var testDescription: String { name }
    var codec: WireCodec { WireCodec(signer: Signer(key: key)) }

    static func all() throws -> [Fixture] {
        let url = try #require(
            Bundle.module.url(forResource: "messages", withExtension: "json", subdirectory: "Fixtures"))
        let cases = try #require(try JSONValue(parsing: [UInt8](Data(contentsOf: url))).array)
        return try cases.map { try Fixture($0) }
    }

    /// The fixture that most tests damage in their own way.
    static func named(_ name: String) throws -> Fixture {
        try #require(try all().first { $0.name == name })
    }

    private init(_ json: JSONValue) throws {
        func frames(_ field: String) throws -> [[UInt8]] {
            try #require(json[field]?.array).map { try bytes(ofHexadecimal: try #require($0.string)) }
        }
        name = try #require(json["name"]?.string)
        key = try #require(json["key"]?.string)
        header = try #require(json["header"])
        parent = try #require(json["parent"])
        metadata = try #require(json["metadata"])
        content = try #require(json["content"])
        identities = try frames("identities")
        buffers = try frames("buffers")
        self.frames = try frames("frames")
        framesInOrder = try frames("frames_in_order")
    }
}

private func bytes(ofHexadecimal text: String) throws -> [UInt8] {
    let digits = Array(text)
    return try stride(from: 0, to: digits.count, by: 2).map {
        try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
    }
}

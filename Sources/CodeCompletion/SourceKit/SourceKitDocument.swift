/// The source that questions are about, with the compiler's arguments.
///
/// Path and module stay the same for ever, so that the compiler's work on the imports is done once.
struct SourceKitDocument: Sendable {
    /// A place in no file system: the text travels with the request. The name must be `main.swift`, the only one that may hold
    /// statements.
    static let cell = "/cuaderno/next/main.swift"
    /// The place of the text that names the session's variables: beside the cell's, so that the one does not replace the other.
    static let variables = "/cuaderno/variables/main.swift"

    /// Where the text seems to lie.
    let path: String
    /// The whole text.
    var text: String
    /// The place that is asked about, in UTF-8 bytes: for a name, its start.
    var offset: Int
    /// The arguments of the compiler's driver, without file and module.
    var arguments: [String]

    init(path: String = Self.cell, text: String, offset: Int, arguments: [String]) {
        self.path = path
        self.text = text
        self.offset = offset
        self.arguments = arguments
    }

    /// What may stand at the offset.
    ///
    /// - Parameters:
    ///   - prefix: What is there already.
    ///   - limit: How many at most; 0 for all.
    func completion(prefix: String, limit: Int) -> SourceKitConversation {
        let options: [(key: String, value: SourceKitRequest.Value)] = [
            ("codecomplete.filtertext", .text(prefix)), ("codecomplete.requestlimit", .number(limit)),
            ("codecomplete.fuzzymatching", .number(0)), ("codecomplete.hidelowpriority", .number(0)),
            ("codecomplete.includeobjectliterals", .number(0)), ("codecomplete.addinneroperators", .number(0)),
            ("codecomplete.addinnerresults", .number(0)), ("codecomplete.group.overloads", .number(0)),
            ("codecomplete.group.stems", .number(0)),
        ]
        return SourceKitConversation(
            requests: [
                SourceKitRequest(
                    "codecomplete.open",
                    place + compilerArguments + [("codecomplete.options", .dictionary(options))], text: text),
                SourceKitRequest("codecomplete.close", place),
            ],
            answer: 0)
    }

    /// What the name at the offset means.
    var cursorInformation: SourceKitConversation { inEditor("cursorinfo") }

    /// The parameters of the call around the offset.
    var signatureHelp: SourceKitConversation { inEditor("signaturehelp") }

    private func inEditor(_ name: String) -> SourceKitConversation {
        SourceKitConversation(
            document: self, requests: [SourceKitRequest(name, place + compilerArguments)], answer: 0)
    }

    /// Brings the text into the editor. As long as it stays there, what the compiler knows of it is kept as well: the first
    /// question about a text takes fifty times as long as those that follow it.
    var opening: SourceKitRequest {
        SourceKitRequest(
            "editor.open",
            file + compilerArguments + [
                ("enablesyntaxmap", .number(0)), ("enablesubstructure", .number(0)), ("enablediagnostics", .number(0)),
                ("syntactic_only", .number(1)),
            ], text: text)
    }

    /// Takes a text out of the editor.
    static func closing(_ path: String) -> SourceKitRequest { SourceKitRequest("editor.close", file(path)) }

    private static func file(_ path: String) -> [(key: String, value: SourceKitRequest.Value)] {
        [("name", .text(path)), ("sourcefile", .text(path))]
    }

    private var file: [(key: String, value: SourceKitRequest.Value)] { Self.file(path) }

    private var place: [(key: String, value: SourceKitRequest.Value)] { file + [("offset", .number(offset))] }

    private var compilerArguments: [(key: String, value: SourceKitRequest.Value)] {
        [("compilerargs", .list((["-module-name", "CellNext"] + arguments + [path]).map { .text($0) }))]
    }
}

/// Requests that belong together.
struct SourceKitConversation: Sendable {
    /// What has to be in the editor; nil where the requests bring their text along.
    var document: SourceKitDocument?
    var requests: [SourceKitRequest]
    /// The one whose answer counts.
    var answer: Int
}

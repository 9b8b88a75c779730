/// The source that questions are about, with the compiler's arguments.
///
/// Path and module stay the same for ever, so that the compiler's work on the imports is done once.
public struct SourceKitDocument: Sendable {
    /// A place in no file system: the text travels with the request. The name must be `main.swift`, the only one that may hold
    /// statements.
    static let path = "/cuaderno/next/main.swift"

    /// The whole text.
    public var text: String
    /// The place that is asked about, in UTF-8 bytes: for a name, its start.
    public var offset: Int
    /// The arguments of the compiler's driver, without file and module.
    public var arguments: [String]

    public init(text: String, offset: Int, arguments: [String]) {
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
        let open: [(key: String, value: SourceKitRequest.Value)] = [
            ("enablesyntaxmap", .number(0)), ("enablesubstructure", .number(0)), ("enablediagnostics", .number(0)),
            ("syntactic_only", .number(1)),
        ]
        return SourceKitConversation(
            requests: [
                SourceKitRequest("editor.open", file + compilerArguments + open, text: text),
                SourceKitRequest(name, place + compilerArguments),
                SourceKitRequest("editor.close", file),
            ],
            answer: 1)
    }

    private var file: [(key: String, value: SourceKitRequest.Value)] {
        [("name", .text(Self.path)), ("sourcefile", .text(Self.path))]
    }

    private var place: [(key: String, value: SourceKitRequest.Value)] { file + [("offset", .number(offset))] }

    private var compilerArguments: [(key: String, value: SourceKitRequest.Value)] {
        [("compilerargs", .list((["-module-name", "CellNext"] + arguments + [Self.path]).map { .text($0) }))]
    }
}

/// Requests that belong together.
struct SourceKitConversation: Sendable {
    var requests: [SourceKitRequest]
    /// The one whose answer counts.
    var answer: Int
}

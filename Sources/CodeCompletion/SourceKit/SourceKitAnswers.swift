/// The answer to a completion.
struct CompletionAnswer: Decodable {
    var results: [CompletionItem]

    enum CodingKeys: String, CodingKey {
        case results = "key.results"
    }
}

/// One thing that may stand at the place.
struct CompletionItem: Decodable {
    /// `source.lang.swift.decl.struct`, `source.lang.swift.keyword`, …
    var kind: String
    /// As a person reads it: `append(newElement: Int)`.
    var description: String
    /// As it is inserted: `append(<#T##newElement: Int##Int#>)`.
    var sourceText: String
    var typeName: String?
    /// How near it is: `source.codecompletion.context.local`, …
    var context: String
    /// How many bytes before the place it replaces: 1 where `?.count` stands for `.count`.
    var bytesToErase: Int?
    var module: String?

    enum CodingKeys: String, CodingKey {
        case kind = "key.kind"
        case description = "key.description"
        case sourceText = "key.sourcetext"
        case typeName = "key.typename"
        case context = "key.context"
        case bytesToErase = "key.num_bytes_to_erase"
        case module = "key.modulename"
    }
}

/// What a name means.
struct CursorInformation: Decodable {
    struct Symbol: Decodable {
        /// The declaration in XML.
        var annotatedDeclaration: String?
        /// The documentation as it stands in the source: Markdown.
        var comment: String?
        var module: String?
        var kind: String?
        var typeName: String?

        enum CodingKeys: String, CodingKey {
            case annotatedDeclaration = "key.annotated_decl"
            case comment = "key.doc_comment"
            case module = "key.modulename"
            case kind = "key.kind"
            case typeName = "key.typename"
        }
    }

    var symbol: Symbol
    /// The other things that the name means here: for a type that is called, its initializer.
    var others: [Symbol]

    private enum CodingKeys: String, CodingKey {
        case others = "key.secondary_symbols"
    }

    init(from decoder: any Decoder) throws {
        symbol = try Symbol(from: decoder)
        others = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent([Symbol].self, forKey: .others) ?? []
    }
}

/// The functions that a call may mean.
struct SignatureHelp: Decodable {
    struct Signature: Decodable {
        /// `init(_ units: Int, activation: ActivationFunction = .identity)`.
        var text: String
        var comment: String?
        /// The parameter that the place belongs to.
        var activeParameter: Int?
        var parameters: [Parameter]?

        enum CodingKeys: String, CodingKey {
            case text = "key.name"
            case comment = "key.doc_comment"
            case activeParameter = "key.active_parameter"
            case parameters = "key.parameters"
        }
    }

    struct Parameter: Decodable {
        var name: String?

        enum CodingKeys: String, CodingKey {
            case name = "key.name"
        }
    }

    var signatures: [Signature]
    var active: Int?

    enum CodingKeys: String, CodingKey {
        case signatures = "key.signatures"
        case active = "key.active_signature"
    }
}

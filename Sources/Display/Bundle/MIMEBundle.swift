/// One thing to show, in every form that it has: a client takes the richest that it can draw.
///
/// Source: the Jupyter messaging specification, "display_data".
public struct MIMEBundle: Sendable, Equatable {
    /// The plain text, which every client can show; it says in words what the other forms draw.
    public var text: String
    /// The other forms. Pictures made of pixels are base64, JSON is JSON text.
    public var representations: [MIMEType: String]
    /// What a client may want to know about a form, as JSON text: `{"width": 300}`.
    public var metadata: [MIMEType: String]

    public init(
        text: String, _ representations: [MIMEType: String] = [:], metadata: [MIMEType: String] = [:]
    ) {
        self.text = text
        self.representations = representations
        self.metadata = metadata
    }

    /// All forms by their names, `text/plain` among them.
    public var data: [String: String] {
        var data: [String: String] = [:]
        for (type, value) in representations { data[type.rawValue] = value }
        data[MIMEType.text.rawValue] = text
        return data
    }
}

extension MIMEBundle: Displayable {
    public var mimeBundle: MIMEBundle { self }
}

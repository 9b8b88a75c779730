/// A media type by its name, such as `image/svg+xml`.
public struct MIMEType: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// As ``init(rawValue:)``, for types that are not listed here.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public static let text = MIMEType("text/plain")
    public static let html = MIMEType("text/html")
    public static let markdown = MIMEType("text/markdown")
    public static let latex = MIMEType("text/latex")
    public static let svg = MIMEType("image/svg+xml")
    /// Its text is base64.
    public static let png = MIMEType("image/png")
    /// Its text is base64.
    public static let jpeg = MIMEType("image/jpeg")
    public static let json = MIMEType("application/json")
}

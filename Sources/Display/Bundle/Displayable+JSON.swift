import Foundation

extension Displayable where Self == MIMEBundle {
    /// A value as JSON, which JupyterLab shows as a tree. Numbers that JSON does not have become "NaN", "Infinity" and
    /// "-Infinity".
    ///
    /// A value that cannot be encoded shows the encoder's reason.
    public static func json(_ value: some Encodable) -> MIMEBundle {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        do {
            let text = String(decoding: try encoder.encode(value), as: UTF8.self)
            return MIMEBundle(text: text, [.json: text])
        } catch {
            return MIMEBundle(text: "\(type(of: value)) cannot be written as JSON: \(error)")
        }
    }
}

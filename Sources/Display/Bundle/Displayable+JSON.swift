extension Displayable where Self == MIMEBundle {
    /// A value as JSON, which JupyterLab shows as a tree. Numbers that JSON does not have become "NaN", "Infinity" and
    /// "-Infinity".
    ///
    /// A value that cannot be encoded shows the encoder's reason.
    public static func json(_ value: some Encodable) -> MIMEBundle {
        do {
            let text = try jsonText(value)
            return MIMEBundle(text: text, [.json: text])
        } catch {
            return MIMEBundle(text: "\(type(of: value)) cannot be written as JSON: \(error)")
        }
    }
}

/// Defined in the module DisplayJSON, with Foundation's encoder. It is called by its symbol, not by an import: every cell
/// imports Display, and the compiler loads what an imported module imports.
@_silgen_name("cuaderno_json_text")
private func jsonText(_ value: any Encodable) throws -> String

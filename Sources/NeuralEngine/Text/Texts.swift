/// Texts that come with the engine; Resources/README.md names their sources.
public enum Texts {
    /// Chapters 1 and 2, the end of 7 and the beginning of 8 of Don Quijote de la Mancha (M. de Cervantes, 1605), in Spanish: 31,229
    /// characters, 69 different ones, a paragraph a line.
    ///
    /// - Throws: ``EngineError/Code/file`` when the engine's file is missing.
    public static func quijote() throws -> String { try text(of: "quijote.txt") }

    static func text(of name: String) throws -> String {
        String(decoding: try FileBytes.read(EngineResources.path(of: name)), as: UTF8.self)
    }
}

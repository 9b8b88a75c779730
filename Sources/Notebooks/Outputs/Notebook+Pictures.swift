public import Foundation
import JupyterProtocol

/// A picture of a notebook.
public struct NotebookPicture: Sendable {
    /// How the file's name ends: `svg`, `png`, `jpg` or `gif`.
    public let fileExtension: String
    /// What the file holds.
    public let bytes: Data
}

extension Notebook {
    private static let types = [
        ("image/svg+xml", "svg"), ("image/png", "png"), ("image/jpeg", "jpg"), ("image/gif", "gif"),
    ]

    /// The pictures that the cells show, in their order; of one that has several forms the sharpest.
    public var pictures: [NotebookPicture] {
        cells.flatMap(\.outputs).compactMap { output in
            for (type, ending) in Self.types {
                guard let text = output.data?[type]?.string else { continue }
                if ending == "svg" { return NotebookPicture(fileExtension: ending, bytes: Data(text.utf8)) }
                guard let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else { continue }
                return NotebookPicture(fileExtension: ending, bytes: bytes)
            }
            return nil
        }
    }
}

public import JupyterProtocol

/// A notebook: what an `.ipynb` file holds, in nbformat 4.5.
///
/// What a file has beyond this type's properties is kept and written back.
public struct Notebook: Sendable, Equatable {
    /// The format's second number: files are read from 4.0 on and written as 4.5, in which cells have ids.
    public static let minorVersion = 5

    /// The cells, in their order.
    public var cells: [NotebookCell]
    /// The notebook's metadata.
    public var metadata: [String: JSONValue]

    public init(cells: [NotebookCell] = [], metadata: [String: JSONValue] = [:]) {
        self.cells = cells
        self.metadata = metadata
    }

    /// The language of the cells as the metadata tell it; nil where they do not.
    public var language: String? {
        (metadata["kernelspec"]?["language"] ?? metadata["language_info"]?["name"])?.string?.lowercased()
    }

    /// The name of the kernel that the notebook asks for.
    public var kernelName: String? { metadata["kernelspec"]?["name"]?.string }

    /// The first heading of the prose.
    public var title: String? {
        for cell in cells where cell.kind == .markdown {
            for line in cell.source.split(separator: "\n") where line.hasPrefix("# ") {
                return line.dropFirst(2).trimmingSpaces
            }
        }
        return nil
    }
}

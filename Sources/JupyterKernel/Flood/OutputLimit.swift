/// How much text of one cell is shown, and where the rest goes.
public struct OutputLimit: Sendable {
    /// So many bytes of text are shown. JupyterLab takes half a minute to draw 2 MB of short lines, and does not answer meanwhile.
    public var bytes: Int
    /// Where the whole output is kept when it is longer; nil for nowhere.
    public var folder: String?

    public init(bytes: Int = 512 << 10, folder: String? = nil) {
        self.bytes = bytes
        self.folder = folder
    }
}

/// How much text of one cell is shown, and where the rest goes.
public struct OutputLimit: Sendable {
    /// So many bytes of text are shown. Jupyter's server drops what comes faster than 1 MB a second for 3 s.
    public var bytes: Int
    /// Where the whole output is kept when it is longer; nil for nowhere.
    public var folder: String?

    public init(bytes: Int = 2 << 20, folder: String? = nil) {
        self.bytes = bytes
        self.folder = folder
    }
}

/// What can go wrong with a picture that the user asked for.
public enum ChartError: Error, Equatable, CustomStringConvertible {
    /// A grid whose numbers do not fit together.
    case grid(String)
    /// A file name that ends in neither `.svg` nor `.html`.
    case unknownFormat(path: String)
    /// The file could not be written; `reason` is the system's own.
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .grid(let problem): problem
        case .unknownFormat(let path):
            "'\(path)' ends in neither .svg nor .html: name the file after one of the two formats"
        case .unwritable(let path, let reason): "cannot write '\(path)': \(reason)"
        }
    }
}

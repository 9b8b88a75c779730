/// What becomes of rows of a CSV file with missing values: empty fields, `NA`, `N/A`, `#N/A`, `<NA>`, `NaN` and `null` in any case, and
/// among numbers also `?`, `-` and `none`.
public enum MissingValues: String, Sendable, CaseIterable {
    /// An error names the columns, how many rows it is about, and the first place.
    case error
    /// Such rows are left out.
    case drop
    /// A missing feature becomes the mean of its column; a missing target is an error.
    case mean

    /// Whether a text stands for a value that is not there.
    ///
    /// - Parameter amongNumbers: whether its column holds numbers; `none` may be a class.
    static func isMissing(_ text: String, amongNumbers: Bool) -> Bool {
        switch text.lowercased() {
        case "", "na", "n/a", "#n/a", "<na>", "nan", "-nan", "null": true
        case "?", "-", "none": amongNumbers
        default: false
        }
    }
}

/// Knows which conformances were written more than once.
///
/// The compiler takes the newest; the run time keeps the first that it found. So each new version's witnesses are put into
/// the tables of all older ones.
public struct ConformanceLedger: Sendable {
    /// The records of each conformance, oldest first.
    private var records: [String: [String]] = [:]

    public init() {}

    /// Takes over a cell that is about to be loaded.
    ///
    /// - Returns: The symbols of older records and of those that take their place.
    public mutating func add(_ cell: CompiledCell) -> [(old: String, new: String)] {
        var replacements: [(old: String, new: String)] = []
        for (conformance, record) in cell.conformances {
            replacements += (records[conformance] ?? []).map { ($0, record) }
            records[conformance, default: []].append(record)
        }
        return replacements
    }
}

import Spelling

/// What `%plot` draws.
enum PlotKind: String, CaseIterable {
    case loss, metrics, boundary, data, network, regression

    /// - Throws: ``LabError`` with the nearest kind and all of them.
    init(name: String) throws {
        guard let kind = PlotKind(rawValue: Spelling.folded(name)) else {
            throw LabError.unknown("picture", name, known: Self.allCases.map(\.rawValue), hint: "")
        }
        self = kind
    }

    /// Whether it needs `--on`.
    var needsData: Bool { self == .boundary || self == .regression }
}

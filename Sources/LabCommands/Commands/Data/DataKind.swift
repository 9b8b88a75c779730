import Spelling

/// Where a data set comes from.
enum DataKind: String, CaseIterable {
    case and, or, xor, moons, circles, spirals, blobs, iris, digits, csv, npz, idx, pictures

    /// The options that it takes beside --name, --split, --seed and --standardize.
    var options: Set<String> {
        switch self {
        case .and, .or, .xor, .iris, .digits: []
        case .moons: ["samples", "noise"]
        case .circles: ["samples", "noise", "factor"]
        case .spirals: ["samples", "noise", "classes", "turns"]
        case .blobs: ["samples", "noise", "classes"]
        case .csv: ["target", "task"]
        case .npz, .pictures: []
        case .idx: ["labels"]
        }
    }

    /// Whether it is read from a file or a folder.
    var takesFile: Bool { [.csv, .npz, .idx, .pictures].contains(self) }

    /// - Throws: ``LabError`` with the nearest kind and all of them.
    init(name: String) throws {
        guard let kind = DataKind(rawValue: Spelling.folded(name)) else {
            throw LabError.unknown("data set to make", name, known: Self.allCases.map(\.rawValue), hint: "")
        }
        self = kind
    }
}

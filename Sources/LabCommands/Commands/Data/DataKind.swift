import Spelling

/// Where a data set comes from.
enum DataKind: String, CaseIterable {
    case and, or, xor, moons, circles, spirals, blobs, iris, digits, mnist, fashionMNIST, airPassengers, quijote,
        ratings, csv, npz, npy, idx, pictures, text

    /// The options that it takes beside --name, --split, --seed and --standardize.
    var options: Set<String> {
        switch self {
        case .and, .or, .xor, .iris, .digits, .mnist, .fashionMNIST: []
        case .moons: ["samples", "noise"]
        case .circles: ["samples", "noise", "factor"]
        case .spirals: ["samples", "noise", "classes", "turns"]
        case .blobs: ["samples", "noise", "classes"]
        case .csv: ["target", "task", "missing"]
        case .npz, .pictures: []
        case .npy, .idx: ["labels"]
        case .airPassengers: ["length", "horizon"]
        case .ratings: ["users", "items", "noise"]
        case .quijote, .text: ["by", "length", "stride", "vocabulary"]
        }
    }

    /// Whether it is read from a file or a folder.
    var takesFile: Bool { [.csv, .npz, .npy, .idx, .pictures, .text].contains(self) }

    /// Whether it comes from the network, in a part to train on and one to test with, and may lie in a folder that is named.
    var isRemote: Bool { self == .mnist || self == .fashionMNIST }

    /// Whether its examples are stretches of a text.
    var isText: Bool { [.quijote, .text].contains(self) }

    /// - Throws: ``LabError`` with the nearest kind and all of them.
    init(name: String) throws {
        let folded = Spelling.folded(name)
        guard let kind = Self.allCases.first(where: { Spelling.folded($0.rawValue) == folded }) else {
            throw LabError.unknown("data set to make", name, known: Self.allCases.map(\.rawValue), hint: "")
        }
        self = kind
    }
}

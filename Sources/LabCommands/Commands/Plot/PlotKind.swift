import Spelling

/// What `%plot` draws.
enum PlotKind: String, CaseIterable {
    case loss, metrics, boundary, data, network, regression
    case losses, learningRate, activation, lossFunction, confusion, roc, weights, images, division, animation, attention
    case embeddings, clusters, components, som, uMatrix, lattice, mapErrors, pocket
    case reconstructions, latent, latentGrid, generated, adversarial

    /// - Throws: ``LabError`` with the nearest kind and all of them.
    init(name: String) throws {
        let folded = Spelling.folded(name)
        guard let kind = Self.allCases.first(where: { Spelling.folded($0.rawValue) == folded }) else {
            throw LabError.unknown("picture", name, known: Self.allCases.map(\.rawValue), hint: "")
        }
        self = kind
    }

    /// Whether it needs `--on`.
    var needsData: Bool {
        switch self {
        case .boundary, .regression, .confusion, .roc, .animation, .attention: true
        case .clusters, .components, .som, .lattice, .reconstructions, .latent: true
        default: false
        }
    }

    /// Whether it takes several names.
    var takesSeveral: Bool { [.losses, .activation, .division].contains(self) }

    /// Whether a layer of the network can be chosen.
    var takesLayer: Bool { [.weights, .embeddings, .latent].contains(self) }

    /// Whether it says how many there shall be.
    var takesCount: Bool { [.reconstructions, .latentGrid, .generated].contains(self) }
}

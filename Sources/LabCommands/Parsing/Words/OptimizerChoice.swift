import NeuralEngine

/// An optimizer as a value and as Swift source.
struct OptimizerChoice: Sendable {
    let kind: String
    var optimizer: Optimizer
    var code: String
    /// Whether its learning rate was said.
    let hasRate: Bool
}

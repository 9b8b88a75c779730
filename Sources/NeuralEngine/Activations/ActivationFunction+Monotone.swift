extension ActivationFunction {
    /// Whether a larger z never gives a smaller f(z).
    var neverFalls: Bool {
        switch self {
        case .silu, .gelu, .softmax: false
        default: true
        }
    }
}

extension ActivationFunction {
    /// Whether a larger z is known never to give a smaller f(z), so that f of the largest is the largest f.
    var neverFalls: Bool {
        switch kind {
        case .identity, .tanh, .sigmoid, .relu, .relu6, .selu, .softsign, .exponential, .hardTanh: true
        case .leakyRelu, .elu, .celu: slope >= 0
        default: false
        }
    }
}

import CKernels

/// What a neuron does with its weighted sum z.
///
/// The raw value is the name that commands use.
public enum ActivationFunction: String, CaseIterable, Sendable, Hashable {
    /// f(z) = z: no activation.
    case identity
    /// f(z) = +1 for z ≥ 0, −1 for z < 0: Rosenblatt's perceptron.
    ///
    /// Its derivative is 0 wherever it exists, so no gradient passes: training a network with it in a hidden layer is an error
    /// that says so. As the last layer it can be trained with ``Loss/perceptron`` and ``Loss/hinge``, which look at z itself.
    case sign
    /// f(z) = (e²ᶻ − 1) / (e²ᶻ + 1), in (−1, 1); f′ = 1 − f².
    case tanh
    /// f(z) = 1 / (1 + e⁻ᶻ), in (0, 1); f′ = f (1 − f).
    case sigmoid
    /// f(z) = max(z, 0); f′(0) = 0.
    case relu
    /// f(zⱼ) = e^zⱼ / Σᵢ e^zᵢ over the last axis: numbers in (0, 1) that add up to 1.
    case softmax
    /// f(z) = z for z ≥ 0, 0.2 z for z < 0 (Keras's slope; PyTorch's is 0.01).
    case leakyRelu
    /// f(z) = min(max(z, 0), 6).
    case relu6
    /// f(z) = z for z ≥ 0, eᶻ − 1 for z < 0.
    case elu
    /// Scaled elu with λ = 1.0507, α = 1.6733 (Klambauer et al. 2017).
    case selu
    /// f(z) = ln(1 + eᶻ), a smooth relu.
    case softplus
    /// f(z) = z / (1 + |z|), in (−1, 1).
    case softsign
    /// f(z) = z · sigmoid(z), also called swish.
    case silu
    /// f(z) = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))): the tanh form of Hendrycks and Gimpel (2016).
    case gelu
    /// f(z) = eᶻ.
    case exponential
    /// f(z) = min(max(z/6 + ½, 0), 1).
    case hardSigmoid

    /// Keras's name of ``identity``.
    public static var linear: ActivationFunction { .identity }

    /// The element-wise kernel; nil for softmax, which works on rows.
    var kernel: ck_activation? {
        switch self {
        case .identity: ck_identity
        case .sign: ck_sign
        case .tanh: ck_tanh
        case .sigmoid: ck_sigmoid
        case .relu: ck_relu
        case .softmax: nil
        case .leakyRelu: ck_leaky_relu
        case .relu6: ck_relu6
        case .elu: ck_elu
        case .selu: ck_selu
        case .softplus: ck_softplus
        case .softsign: ck_softsign
        case .silu: ck_silu
        case .gelu: ck_gelu
        case .exponential: ck_exponential
        case .hardSigmoid: ck_hard_sigmoid
        }
    }

    /// The negative side's slope of leaky relu, and elu's alpha.
    var slope: Float { self == .leakyRelu ? 0.2 : 1 }

    /// Whether the derivative is computed from the input z; from the output otherwise.
    var derivativeNeedsInput: Bool {
        switch self {
        case .softplus, .silu, .gelu, .hardSigmoid: true
        default: false
        }
    }
}

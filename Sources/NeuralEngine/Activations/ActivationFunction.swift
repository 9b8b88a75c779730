/// What a neuron does with its weighted sum z: Keras's list, with Keras's defaults, and the course's ``sign`` and ``step``.
///
/// Most are one name (`.tanh`); those that have numbers can be given them (`.leakyRelu(negativeSlope: 0.01)`) or not
/// (`.leakyRelu`). A function that works on rows (``softmax``, ``logSoftmax``, ``sparsemax``, ``glu``) does so over the last axis.
public struct ActivationFunction: Sendable, Hashable, BitwiseCopyable {
    let kind: Kind
    /// The one number that some have; 1 for the others.
    package let slope: Float
    /// The second and third of ``relu(negativeSlope:maxValue:threshold:)`` and ``threshold(_:defaultValue:)``.
    package let maximum: Float
    package let threshold: Float

    init(_ kind: Kind, slope: Float = 1, maximum: Float = .infinity, threshold: Float = 0) {
        self.kind = kind
        self.slope = slope
        self.maximum = maximum
        self.threshold = threshold
    }

    /// f(z) = z: no activation. Keras's `linear`.
    public static let identity = ActivationFunction(.identity)
    /// Keras's name of ``identity``.
    public static var linear: ActivationFunction { .identity }
    /// f(z) = +1 for z ≥ 0, −1 for z < 0: Rosenblatt's perceptron.
    ///
    /// Its derivative is 0 wherever it exists, so no gradient passes: training a network with it in a hidden layer is an error
    /// that says so. As the last layer it can be trained with ``Loss/perceptron`` and the hinges, which look at z itself.
    public static let sign = ActivationFunction(.sign)
    /// f(z) = 1 for z ≥ 0, 0 for z < 0 (Heaviside): McCulloch and Pitts's neuron. Trains as little as ``sign``.
    public static let step = ActivationFunction(.step)
    /// f(z) = (e²ᶻ − 1) / (e²ᶻ + 1), in (−1, 1); f′ = 1 − f².
    public static let tanh = ActivationFunction(.tanh)
    /// f(z) = 1 / (1 + e⁻ᶻ), in (0, 1); f′ = f (1 − f).
    public static let sigmoid = ActivationFunction(.sigmoid)
    /// f(z) = max(z, 0); f′(0) = 0.
    public static let relu = ActivationFunction(.relu)
    /// f(z) = min(max(z, 0), 6).
    public static let relu6 = ActivationFunction(.relu6)
    /// f(z) = z for z ≥ 0, 0.2 z for z < 0 (Keras's slope; PyTorch's is 0.01).
    public static let leakyRelu = ActivationFunction.leakyRelu(negativeSlope: 0.2)
    /// f(z) = z for z ≥ 0, eᶻ − 1 for z < 0 (Clevert et al. 2016).
    public static let elu = ActivationFunction.elu(alpha: 1)
    /// f(z) = z for z ≥ 0, eᶻ − 1 for z < 0 (Barron 2017); the same as ``elu`` until alpha is another.
    public static let celu = ActivationFunction.celu(alpha: 1)
    /// Scaled elu with λ = 1.0507, α = 1.6733 (Klambauer et al. 2017).
    public static let selu = ActivationFunction(.selu)
    /// f(z) = z Φ(z), with the normal distribution's Φ (Hendrycks and Gimpel 2016, eq. 1). See ``gelu(approximate:)``.
    public static let gelu = ActivationFunction(.gelu)
    /// f(z) = z · sigmoid(z), also called swish (Ramachandran et al. 2017).
    public static let silu = ActivationFunction(.silu)
    /// Another name of ``silu``.
    public static var swish: ActivationFunction { .silu }
    /// f(z) = z · tanh(ln(1 + eᶻ)) (Misra 2019).
    public static let mish = ActivationFunction(.mish)
    /// f(z) = ln(1 + eᶻ), a smooth relu.
    public static let softplus = ActivationFunction(.softplus)
    /// f(z) = z / (1 + |z|), in (−1, 1).
    public static let softsign = ActivationFunction(.softsign)
    /// f(z) = eᶻ.
    public static let exponential = ActivationFunction(.exponential)
    /// f(z) = ln(1 / (1 + e⁻ᶻ)).
    public static let logSigmoid = ActivationFunction(.logSigmoid)
    /// f(z) = min(max(z/6 + ½, 0), 1).
    public static let hardSigmoid = ActivationFunction(.hardSigmoid)
    /// f(z) = z · hardSigmoid(z), also called hard swish (Howard et al. 2019).
    public static let hardSilu = ActivationFunction(.hardSilu)
    /// Another name of ``hardSilu``.
    public static var hardSwish: ActivationFunction { .hardSilu }
    /// f(z) = min(max(z, −1), 1).
    public static let hardTanh = ActivationFunction(.hardTanh)
    /// f(z) = z for |z| > ½, 0 otherwise.
    public static let hardShrink = ActivationFunction.hardShrink(threshold: 0.5)
    /// f(z) = z − ½ for z > ½, z + ½ for z < −½, 0 between.
    public static let softShrink = ActivationFunction.softShrink(threshold: 0.5)
    /// f(z) = z − tanh z.
    public static let tanhShrink = ActivationFunction(.tanhShrink)
    /// f(z) = (z + √(z² + 4)) / 2 (Barron 2021).
    public static let squareplus = ActivationFunction.squareplus(b: 4)
    /// f(z) = 0 for z ≤ −1, ¼ (z + 1)² between, z for z ≥ 1: the softplus that goes with ``sparsemax``.
    public static let sparsePlus = ActivationFunction(.sparsePlus)
    /// f(z) = min(max(½ (z + 1), 0), 1): the derivative of ``sparsePlus`` (Blondel et al. 2019).
    public static let sparseSigmoid = ActivationFunction(.sparseSigmoid)
    /// f(zⱼ) = e^zⱼ / Σᵢ e^zᵢ over the last axis: numbers in (0, 1) that add up to 1.
    public static let softmax = ActivationFunction(.softmax)
    /// f(zⱼ) = zⱼ − ln Σᵢ e^zᵢ over the last axis: the logarithms of ``softmax``.
    public static let logSoftmax = ActivationFunction(.logSoftmax)
    /// f(zⱼ) = max(zⱼ − τ, 0) over the last axis, with τ such that they add up to 1 (Martins and Astudillo 2016, algorithm 1):
    /// like ``softmax``, with zeros.
    public static let sparsemax = ActivationFunction(.sparsemax)
    /// The first half of the last axis times the sigmoid of the second (Dauphin et al. 2017): `[…, 2n]` to `[…, n]`.
    public static let glu = ActivationFunction(.glu)
}

/// How a layer's parameters begin. With fanIn and fanOut the counts of a neuron's inputs and of the layer's outputs.
///
/// Truncated means: a draw further than two deviations from the mean is drawn again. Deviations of scaled initialisers are
/// those after truncation, as in Keras.
public indirect enum Initializer: Sendable, Hashable {
    /// Even in ±√(6 / (fanIn + fanOut)): keeps the size of values with tanh and sigmoid (Glorot and Bengio 2010). The default.
    case glorotUniform
    /// Normal with deviation √(2 / (fanIn + fanOut)), truncated.
    case glorotNormal
    /// Even in ±√(6 / fanIn): for relu and its kin (He et al. 2015).
    case heUniform
    /// Normal with deviation √(2 / fanIn), truncated.
    case heNormal
    /// Normal with deviation √(1 / fanIn), truncated (LeCun et al. 1998); for selu.
    case lecunNormal
    /// Even in ±√(3 / fanIn): the same spread as ``lecunNormal``.
    case lecunUniform
    /// A spread of √(scale / n), where n is fanIn, fanOut or their mean: what the ones above are cases of.
    case varianceScaling(scale: Float = 1, mode: FanMode = .fanIn, distribution: Distribution = .truncatedNormal)
    /// Orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).
    case orthogonal
    /// Ones on the diagonal of a matrix, zeros beside it.
    case identity
    case zeros
    case ones
    case constant(Float)
    /// Even in ±limit.
    case uniform(limit: Float)
    /// Even between two numbers.
    case randomUniform(minimum: Float = -0.05, maximum: Float = 0.05)
    /// Normal around 0.
    case normal(deviation: Float)
    /// Normal around a mean.
    case randomNormal(mean: Float = 0, deviation: Float = 0.05)
    /// Normal around a mean, truncated; the deviation is that before truncation.
    case truncatedNormal(mean: Float = 0, deviation: Float = 0.05)
    /// The numbers of another one times a factor.
    case scaled(Initializer, by: Float)
    /// Parts of equal length along the last axis, each with a beginning of its own: an LSTM's bias.
    case parts([Initializer])

    /// What ``varianceScaling(scale:mode:distribution:)`` divides by.
    public enum FanMode: String, Sendable, Hashable, CaseIterable {
        case fanIn, fanOut, fanAverage
    }

    /// What ``varianceScaling(scale:mode:distribution:)`` draws from.
    public enum Distribution: String, Sendable, Hashable, CaseIterable {
        case truncatedNormal, untruncatedNormal, uniform
    }

    /// ``orthogonal`` times a gain.
    public static func orthogonal(gain: Float) -> Initializer { .scaled(.orthogonal, by: gain) }
    /// ``identity`` times a gain.
    public static func identity(gain: Float) -> Initializer { .scaled(.identity, by: gain) }
}

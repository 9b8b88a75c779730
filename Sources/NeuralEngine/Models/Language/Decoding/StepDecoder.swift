/// A network that is walked one token at a time: each step is computed once, and what later ones need of it is kept.
///
/// It holds the weights that the network had when it was made.
struct StepDecoder {
    private var steps: [any DecoderStep]
    /// How many tokens it has seen.
    private(set) var position = 0
    /// How many it can see; nil where nothing limits it, as in a recurrent network.
    let limit: Int?

    /// - Returns: nil when a layer looks at steps that come later, or has no form for single steps.
    init?(_ model: Model) {
        guard model is Sequential else { return nil }
        let graph = model.structure
        var steps: [any DecoderStep] = []
        var isLimited = false
        var shape = model.inputShape
        for use in graph.uses {
            let layer = graph.layers[use.layer].unwrapped
            let lent = use.lender.flatMap { try? model.weights(ofLayer: $0).first }
            guard let weights = try? model.weights(ofLayer: use.layer),
                let step = Self.step(layer, weights: weights, lent: lent, inputShape: shape)
            else { return nil }
            steps.append(step)
            shape = use.shape
            isLimited =
                isLimited || layer is TokenAndPositionEmbedding || layer is PositionalEmbedding
                || layer is MultiHeadAttention || layer is TransformerBlock
        }
        self.steps = steps
        limit = isLimited ? model.inputShape.first : nil
    }

    /// What the network gives for a token behind those before it.
    mutating func next(_ token: Int) -> [Float] {
        var values = [Float(token)]
        for index in steps.indices { values = steps[index].run(values, at: position) }
        position += 1
        return values
    }

    private static func step(
        _ layer: any Layer, weights: [Tensor], lent: Tensor?, inputShape: [Int]
    ) -> (any DecoderStep)? {
        switch layer {
        case let layer as Embedding where !layer.maskZero:
            return EmbeddingStep(table: weights[0], positions: nil)
        case let layer as TokenAndPositionEmbedding where !layer.maskZero:
            return EmbeddingStep(table: weights[0], positions: weights[1])
        case is PositionalEmbedding: return PositionStep(table: weights[0])
        case is Dropout, is GaussianNoise, is GaussianDropout, is SpatialDropout1D: return IdentityStep()
        case let layer as Activation: return FunctionStep(function: layer.function)
        case let layer as LayerNormalization:
            return NormalizationStep(
                gamma: layer.scale ? weights.first?.scalars : nil, beta: layer.center ? weights.last?.scalars : nil,
                epsilon: layer.epsilon, centered: true)
        case let layer as RMSNormalization:
            return NormalizationStep(gamma: weights[0].scalars, beta: nil, epsilon: layer.epsilon, centered: false)
        case let layer as MultiHeadAttention where layer.isCausal: return AttentionStep(layer, weights: weights)
        case let layer as TransformerBlock where layer.isCausal:
            return TransformerStep(layer, features: inputShape[1], weights: weights)
        case let layer as any RecurrentLayer
        where layer.settings.returnSequences && !layer.settings.goBackwards:
            return RecurrentStep(layer.settings, weights: weights)
        case let layer as Dense:
            return DenseStep(
                affine: AffineStep(kernel: weights[0], bias: layer.hasBias ? weights[1] : nil),
                function: FunctionStep(function: layer.activation))
        case let layer as ReversedEmbedding:
            guard let table = try? lent?.transposed() else { return nil }
            return AffineStep(kernel: table, bias: layer.hasBias ? weights[0] : nil)
        default: return nil
        }
    }
}

/// f(x W + b).
private struct DenseStep: DecoderStep {
    let affine: AffineStep
    let function: FunctionStep

    func run(_ values: [Float], at position: Int) -> [Float] { function.run(affine.run(values), at: position) }
}

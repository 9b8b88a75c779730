import NeuralEngine

/// Layers from the code that they are written with: the other way of ``Layer/code``.
enum LayerCode {
    /// - Throws: ``CodeProblem`` for what is no layer of the engine's.
    static func layer(_ code: String) throws -> any Layer { try layer(CodeScanner.value(of: code)) }

    static func layer(_ value: CodeValue) throws -> any Layer {
        guard case .call(let kind, let list, let block) = value else {
            throw CodeProblem(text: "expected a layer such as Dense(16)")
        }
        var arguments = CodeArguments(kind, list, block: block)
        guard
            let layer = try core(kind, &arguments) ?? wrapping(kind, &arguments) ?? normalization(kind, &arguments)
                ?? convolution(kind, &arguments) ?? pooling(kind, &arguments) ?? recurrent(kind, &arguments)
                ?? text(kind, &arguments) ?? merging(kind, &arguments)
        else { throw CodeProblem(text: "there is no layer \(kind.prefix(60)) in the engine") }
        try arguments.finish()
        return layer
    }

    private static func core(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "Dense":
            return Dense(
                try a.needed(a.int(nil), "units"), activation: try a.activation("activation") ?? .identity,
                bias: try a.flag("bias") ?? true,
                kernelInitializer: try a.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try a.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try a.regularizer("kernelRegularizer"),
                biasRegularizer: try a.regularizer("biasRegularizer"),
                kernelConstraint: try a.constraint("kernelConstraint"))
        case "Activation": return Activation(try a.needed(a.activation(nil), "function"))
        case "PReLU":
            return PReLU(
                alphaInitializer: try a.initializer("alphaInitializer") ?? .zeros,
                alphaRegularizer: try a.regularizer("alphaRegularizer"),
                alphaConstraint: try a.constraint("alphaConstraint"), sharedAxes: try a.lengths("sharedAxes") ?? [])
        case "Flatten": return Flatten()
        case "Reshape": return Reshape(try a.needed(a.lengths(nil), "shape"))
        case "Permute": return Permute(try a.needed(a.lengths(nil), "axes"))
        case "RepeatVector": return RepeatVector(try a.needed(a.int(nil), "count"))
        case "Dropout": return Dropout(rate: try a.needed(a.double("rate"), "rate"))
        case "SpatialDropout1D": return SpatialDropout1D(rate: try a.needed(a.double("rate"), "rate"))
        case "SpatialDropout2D": return SpatialDropout2D(rate: try a.needed(a.double("rate"), "rate"))
        case "GaussianDropout": return GaussianDropout(rate: try a.needed(a.double("rate"), "rate"))
        case "GaussianNoise": return GaussianNoise(deviation: try a.needed(a.double("deviation"), "deviation"))
        default: return nil
        }
    }

    private static func wrapping(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "Shared":
            let layer = try a.needed(a.layer(nil), "layer")
            func made(_ layer: some Layer) -> any Layer { Shared(layer) }
            return made(layer)
        case "Frozen":
            let layer = try a.needed(a.layer(nil), "layer")
            func made(_ layer: some Layer) -> any Layer { Frozen(layer) }
            return made(layer)
        case "TimeDistributed":
            let layer = try a.needed(a.layer(nil), "layer")
            func made(_ layer: some Layer) -> any Layer { TimeDistributed(layer) }
            return made(layer)
        case "Bidirectional":
            guard let layer = try a.layer(nil) as? any RecurrentLayer else {
                throw CodeProblem(text: "Bidirectional lacks its recurrent layer")
            }
            let mode = try a.choice("mergeMode", Bidirectional.MergeMode.self) ?? .concatenate
            func made(_ layer: some RecurrentLayer) -> any Layer { Bidirectional(layer, mergeMode: mode) }
            return made(layer)
        case "Residual":
            let layers = try a.block.map { try layer($0) }
            return Residual(shortcut: try a.layer("shortcut")) { layers }
        default: return nil
        }
    }

    private static func normalization(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "BatchNormalization":
            return BatchNormalization(
                momentum: try a.float("momentum") ?? 0.99, epsilon: try a.float("epsilon") ?? 1e-3,
                center: try a.flag("center") ?? true, scale: try a.flag("scale") ?? true,
                betaInitializer: try a.initializer("betaInitializer") ?? .zeros,
                gammaInitializer: try a.initializer("gammaInitializer") ?? .ones)
        case "LayerNormalization":
            return LayerNormalization(
                epsilon: try a.double("epsilon") ?? 1e-3, center: try a.flag("center") ?? true,
                scale: try a.flag("scale") ?? true)
        case "GroupNormalization":
            return GroupNormalization(
                groups: try a.int("groups") ?? 32, epsilon: try a.double("epsilon") ?? 1e-3,
                center: try a.flag("center") ?? true, scale: try a.flag("scale") ?? true)
        case "RMSNormalization": return RMSNormalization(epsilon: try a.double("epsilon") ?? 1e-6)
        default: return nil
        }
    }

    private static func recurrent(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        guard ["SimpleRNN", "LSTM", "GRU"].contains(kind) else { return nil }
        let units = try a.needed(a.int(nil), "units")
        let activation = try a.activation("activation") ?? .tanh
        let gates = kind == "SimpleRNN" ? .sigmoid : try a.activation("recurrentActivation") ?? .sigmoid
        let bias = try a.flag("bias") ?? true
        let sequences = try a.flag("returnSequences") ?? false
        let state = try a.flag("returnState") ?? false
        let backwards = try a.flag("goBackwards") ?? false
        let rates = (try a.double("dropout") ?? 0, try a.double("recurrentDropout") ?? 0)
        let kernel = try a.initializer("kernelInitializer") ?? .glorotUniform
        let recurrent = try a.initializer("recurrentInitializer") ?? .orthogonal
        let biases = try a.initializer("biasInitializer") ?? .zeros
        let forget = kind == "LSTM" ? try a.flag("unitForgetBias") ?? true : true
        let penalties = (
            try a.regularizer("kernelRegularizer"), try a.regularizer("recurrentRegularizer"),
            try a.regularizer("biasRegularizer")
        )
        let limits = (try a.constraint("kernelConstraint"), try a.constraint("recurrentConstraint"))
        switch kind {
        case "LSTM":
            return LSTM(
                units, activation: activation, recurrentActivation: gates, bias: bias, returnSequences: sequences,
                returnState: state, goBackwards: backwards, dropout: rates.0, recurrentDropout: rates.1,
                kernelInitializer: kernel, recurrentInitializer: recurrent, biasInitializer: biases,
                unitForgetBias: forget, kernelRegularizer: penalties.0, recurrentRegularizer: penalties.1,
                biasRegularizer: penalties.2, kernelConstraint: limits.0, recurrentConstraint: limits.1)
        case "GRU":
            return GRU(
                units, activation: activation, recurrentActivation: gates, bias: bias, returnSequences: sequences,
                returnState: state, goBackwards: backwards, dropout: rates.0, recurrentDropout: rates.1,
                kernelInitializer: kernel, recurrentInitializer: recurrent, biasInitializer: biases,
                kernelRegularizer: penalties.0, recurrentRegularizer: penalties.1, biasRegularizer: penalties.2,
                kernelConstraint: limits.0, recurrentConstraint: limits.1)
        default:
            return SimpleRNN(
                units, activation: activation, bias: bias, returnSequences: sequences, returnState: state,
                goBackwards: backwards, dropout: rates.0, recurrentDropout: rates.1, kernelInitializer: kernel,
                recurrentInitializer: recurrent, biasInitializer: biases, kernelRegularizer: penalties.0,
                recurrentRegularizer: penalties.1, biasRegularizer: penalties.2, kernelConstraint: limits.0,
                recurrentConstraint: limits.1)
        }
    }

    private static func text(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "Masking": return Masking(maskValue: try a.float("maskValue") ?? 0)
        case "Embedding":
            return Embedding(
                inputDim: try a.needed(a.int("inputDim"), "inputDim"),
                outputDim: try a.needed(a.int("outputDim"), "outputDim"), maskZero: try a.flag("maskZero") ?? false,
                embeddingsInitializer: try a.initializer("embeddingsInitializer") ?? .uniform(limit: 0.05))
        case "PositionalEmbedding":
            return PositionalEmbedding(
                sequenceLength: try a.int("sequenceLength"),
                initializer: try a.initializer("initializer") ?? .glorotUniform)
        case "SinusoidalPositionalEncoding":
            return SinusoidalPositionalEncoding(maxWavelength: try a.double("maxWavelength") ?? 10_000)
        case "TokenAndPositionEmbedding":
            return TokenAndPositionEmbedding(
                vocabularySize: try a.needed(a.int("vocabularySize"), "vocabularySize"),
                sequenceLength: try a.needed(a.int("sequenceLength"), "sequenceLength"),
                embeddingDim: try a.needed(a.int("embeddingDim"), "embeddingDim"),
                maskZero: try a.flag("maskZero") ?? false,
                embeddingsInitializer: try a.initializer("embeddingsInitializer") ?? .uniform(limit: 0.05))
        case "ReversedEmbedding":
            // Whose table it uses, the file says apart: there is one embedding, also where two are written alike.
            _ = a.value("of")
            return ReversedEmbedding(
                bias: try a.flag("bias") ?? false, biasInitializer: try a.initializer("biasInitializer") ?? .zeros)
        case "MultiHeadAttention":
            return MultiHeadAttention(
                numHeads: try a.needed(a.int("numHeads"), "numHeads"), keyDim: try a.needed(a.int("keyDim"), "keyDim"),
                valueDim: try a.int("valueDim"), dropout: try a.double("dropout") ?? 0,
                bias: try a.flag("bias") ?? true, isCausal: try a.flag("isCausal") ?? false,
                kernelInitializer: try a.initializer("kernelInitializer") ?? .glorotUniform)
        case "TransformerBlock":
            return TransformerBlock(
                numHeads: try a.needed(a.int("numHeads"), "numHeads"),
                intermediateDim: try a.needed(a.int("intermediateDim"), "intermediateDim"),
                dropout: try a.double("dropout") ?? 0, activation: try a.activation("activation") ?? .relu,
                layerNormEpsilon: try a.double("layerNormEpsilon") ?? 1e-5,
                normalizeFirst: try a.flag("normalizeFirst") ?? false, isCausal: try a.flag("isCausal") ?? false,
                kernelInitializer: try a.initializer("kernelInitializer") ?? .glorotUniform)
        default: return nil
        }
    }

    private static func merging(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "Add": Add()
        case "Subtract": Subtract()
        case "Multiply": Multiply()
        case "Average": Average()
        case "Maximum": Maximum()
        case "Minimum": Minimum()
        case "Concatenate": Concatenate(axis: try a.int("axis") ?? -1)
        default: nil
        }
    }
}

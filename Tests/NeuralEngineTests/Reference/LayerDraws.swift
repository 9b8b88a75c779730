import NeuralEngine

/// Draws layers with arguments that mostly fit an input's shape; what does not fit, the engine refuses.
struct LayerDraws {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + generator.nextIndex(below: range.upperBound - range.lowerBound + 1)
    }

    mutating func chance(_ part: Double) -> Bool { generator.nextUnit() < part }

    mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[generator.nextIndex(below: choices.count)] }

    /// Any function with a slope. Exponentials of exponentials leave float32's range, so there are few.
    mutating func activation(ofRows: Bool = true) -> ActivationFunction {
        if chance(0.3) { return .identity }
        let all =
            ActivationFunction.allCases + [
                .relu(negativeSlope: 0.1, maxValue: 1.5, threshold: 0.25), .threshold(0.3, defaultValue: -0.5),
                .leakyRelu(negativeSlope: 0.01), .elu(alpha: 0.7), .celu(alpha: 2.5), .squareplus(b: 0.5),
                .hardShrink(threshold: 0.25), .softShrink(threshold: 0.25),
            ]
        let rows: Set = ["softmax", "logSoftmax", "sparsemax", "glu"]
        while true {
            let function = one(of: all)
            if ["sign", "step"].contains(function.name) || (!ofRows && rows.contains(function.name)) { continue }
            if function == .exponential, !chance(0.2) { continue }
            return function
        }
    }

    /// A small shape of some axes.
    mutating func shape(rank: Int) -> [Int] {
        let longest = [1: 12, 2: 7, 3: 6][rank] ?? 4
        return (0..<rank).map { _ in number(1...longest) }
    }

    private func divisors(_ number: Int) -> [Int] { (1...max(number, 1)).filter { number.isMultiple(of: $0) } }

    // MARK: Layers

    mutating func layer(_ kind: LayerKind, for shape: [Int], depth: Int = 0) -> any ReferenceLayer {
        let last = shape.last ?? 1
        switch kind {
        case .dense: return ReferenceDense(units: number(1...9), activation: activation(), hasBias: chance(0.8))
        case .activation: return ReferenceActivation(function: activation())
        case .prelu: return ReferencePReLU(sharedAxes: Array(1..<(1 + number(0...shape.count))))
        case .dropout: return ReferenceShape(kind: .dropout(one(of: [0, 0.1, 0.5, 0.9])))
        case .spatialDropout1D: return ReferenceShape(kind: .spatialDropout1D(one(of: [0, 0.1, 0.5])))
        case .spatialDropout2D: return ReferenceShape(kind: .spatialDropout2D(one(of: [0, 0.1, 0.5])))
        case .gaussianDropout: return ReferenceShape(kind: .gaussianDropout(one(of: [0, 0.1, 0.5])))
        case .gaussianNoise: return ReferenceShape(kind: .gaussianNoise(one(of: [0, 0.1, 1])))
        case .flatten: return ReferenceShape(kind: .flatten)
        case .reshape: return ReferenceShape(kind: .reshape(factors(of: shape.reduce(1, *))))
        case .permute: return ReferenceShape(kind: .permute(generator.permutation(shape.count).map { $0 + 1 }))
        case .repeatVector: return ReferenceShape(kind: .repeatVector(number(1...5)))
        case .residual: return residual(shape, depth: depth)
        case .timeDistributed: return timeDistributed(shape, depth: depth)
        case .frozen: return ReferenceFrozen(inner: layer(one(of: [.dense, .layerNormalization, .prelu]), for: shape))
        case .batchNormalization: return normalization(.batch)
        case .layerNormalization: return normalization(.rows)
        case .rmsNormalization:
            return ReferenceNormalization(kind: .meanSquare, epsilon: one(of: [1e-6, 1e-3]), hasCenter: false)
        case .groupNormalization: return normalization(.groups(one(of: divisors(last))))
        case .masking: return ReferenceMasking(maskValue: one(of: [0, -1]))
        case .embedding:
            return ReferenceEmbedding(
                kind: .tokens(words: number(1...9), features: number(1...6), maskZero: chance(0.4)))
        case .tokenAndPositionEmbedding:
            return ReferenceEmbedding(
                kind: .tokensAndPositions(
                    words: number(1...9), longest: last + number(0...2), features: number(1...6),
                    maskZero: chance(0.4)))
        case .positionalEmbedding:
            return ReferenceEmbedding(kind: .positions(longest: chance(0.5) ? nil : shape[0] + number(0...2)))
        case .sinusoidalPositionalEncoding:
            return ReferenceEmbedding(kind: .sinusoids(wavelength: one(of: [10_000, 7])))
        case .multiHeadAttention:
            return ReferenceAttention(
                heads: number(1...3), keyWidth: number(1...5), valueWidth: number(1...5), hasBias: chance(0.7),
                isCausal: chance(0.5))
        case .transformerBlock:
            return ReferenceTransformerBlock(
                heads: one(of: divisors(last)), inner: number(1...9), activation: activation(ofRows: false),
                normalizesFirst: chance(0.5), isCausal: chance(0.5))
        case .simpleRNN: return recurrent(.simple)
        case .lstm: return recurrent(.lstm)
        case .gru: return recurrent(.gru)
        case .bidirectional:
            var layer = recurrent(one(of: ReferenceRecurrent.Cell.allCases))
            layer.returnsState = false
            layer.merge = one(of: Bidirectional.MergeMode.allCases)
            return layer
        default: return picture(kind, for: shape)
        }
    }

    private mutating func factors(of count: Int) -> [Int] {
        var rest = count
        var shape: [Int] = []
        for _ in 1..<number(1...3) {
            let length = one(of: divisors(rest))
            shape.append(length)
            rest /= length
        }
        return shape + [rest]
    }

    private mutating func normalization(_ kind: ReferenceNormalization.Kind) -> ReferenceNormalization {
        ReferenceNormalization(
            kind: kind, epsilon: one(of: [1e-3, 1e-2]), hasScale: chance(0.8), hasCenter: chance(0.8))
    }

    private mutating func recurrent(_ cell: ReferenceRecurrent.Cell) -> ReferenceRecurrent {
        let sequence = chance(0.6)
        return ReferenceRecurrent(
            cell: cell, units: number(1...6), activation: chance(0.6) ? .tanh : activation(ofRows: false).stepwise,
            gate: cell == .simple || chance(0.7) ? .sigmoid : .hardSigmoid, hasBias: chance(0.8),
            returnsSequence: sequence, returnsState: !sequence && chance(0.3), goesBackwards: chance(0.3))
    }

    private mutating func residual(_ shape: [Int], depth: Int) -> ReferenceResidual {
        var layers: [any ReferenceLayer] = []
        var inner = shape
        let kinds = LayerKind.allCases.filter { !$0.standsFirst && ($0 != .residual || depth < 2) }
        for _ in 0..<number(1...2) {
            guard let next = fitting(kinds, for: inner, depth: depth + 1) else { break }
            layers.append(next.layer)
            inner = next.shape
        }
        if inner == shape, chance(0.8) { return ReferenceResidual(layers: layers) }
        // Mostly a last layer that makes the shapes equal.
        if inner.dropLast() == shape.dropLast(), chance(0.9) {
            return ReferenceResidual(
                layers: layers, shortcut: ReferenceDense(units: inner.last ?? 1, activation: activation(ofRows: false)))
        }
        return ReferenceResidual(layers: [ReferenceDense(units: shape.last ?? 1)])
    }

    private mutating func timeDistributed(_ shape: [Int], depth: Int) -> ReferenceTimeDistributed {
        let kinds = LayerKind.allCases.filter { !$0.standsFirst && $0 != .residual }
        let inner = Array(shape.dropFirst())
        return ReferenceTimeDistributed(
            inner: fitting(kinds, for: inner, depth: depth + 1)?.layer ?? ReferenceDense(units: 3))
    }

    /// A layer of one of the kinds that takes the shape and does not make it large.
    mutating func fitting(
        _ kinds: [LayerKind], for shape: [Int], depth: Int = 0
    ) -> (layer: any ReferenceLayer, shape: [Int])? {
        for _ in 0..<40 {
            let kind = one(of: kinds)
            guard kind.ranks.contains(shape.count) else { continue }
            let layer = layer(kind, for: shape, depth: depth)
            guard let next = try? layer.layer.outputShape(for: shape), next.reduce(1, *) <= 250 else { continue }
            return (layer, next)
        }
        return nil
    }
}

extension ActivationFunction {
    /// The function itself where a recurrent layer takes it.
    fileprivate var stepwise: ActivationFunction {
        name == "threshold" || (name == "relu" && self != .relu) ? .relu : self
    }
}

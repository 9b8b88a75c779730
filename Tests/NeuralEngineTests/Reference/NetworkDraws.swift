import NeuralEngine

/// Draws whole networks with data, a loss and an optimizer that go with them.
struct NetworkDraws {
    var draws: LayerDraws

    init(seed: UInt64) { draws = LayerDraws(seed: seed) }

    /// One layer of a kind, with a dense one in front where it takes numbers, so that the gradient of its input is seen.
    mutating func network(of kind: LayerKind) -> (network: ReferenceNetwork, inputShape: [Int]) {
        while true {
            let shape = draws.shape(rank: draws.number(kind.ranks))
            var layers: [any ReferenceLayer] = []
            var inner = shape
            if !kind.standsFirst {
                let width = draws.number(1...6)
                layers.append(ReferenceDense(units: width, activation: .tanh))
                inner[inner.count - 1] = width
            }
            guard let next = draws.fitting([kind], for: inner) else { continue }
            layers.append(next.layer)
            if kind == .masking {
                layers.append(draws.layer(next.shape.count == 2 ? .gru : .dense, for: next.shape))
            }
            let network = ReferenceNetwork(layers: layers)
            if let model = try? network.model(inputShape: shape), model.parameterCount > 0 || layers.count == 1 {
                return (network, shape)
            }
        }
    }

    /// A chain of up to six layers of any kinds.
    mutating func network() -> (network: ReferenceNetwork, inputShape: [Int]) {
        let first = draws.one(of: LayerKind.allCases)
        let shape = draws.shape(rank: draws.number(first.ranks))
        var layers: [any ReferenceLayer] = []
        var inner = shape
        func add(_ kinds: [LayerKind], _ draws: inout LayerDraws) {
            guard let next = draws.fitting(kinds, for: inner) else { return }
            layers.append(next.layer)
            inner = next.shape
        }
        add([first], &draws)
        let rest = LayerKind.allCases.filter { !$0.standsFirst }
        for _ in 0..<draws.number(0...5) { add(rest, &draws) }
        if layers.isEmpty || draws.chance(0.3) { layers.append(ReferenceDense(units: draws.number(1...5))) }
        return (ReferenceNetwork(layers: layers), shape)
    }

    /// Weights of a new network moved off zero, so that no bias hides a mistake; variances stay positive.
    mutating func moveWeights(of model: Model) throws {
        try model.setWeights(
            model.parameters.map { parameter in
                let moved = try Tensor.normal(parameter.value.shape, deviation: 0.2, using: &draws.generator)
                let sum = try parameter.value + moved
                return parameter.name.contains("movingVariance") ? sum.abs() + 0.1 : sum
            })
    }

    /// Inputs for a network: indices for an embedding, and steps that do not count in front of masking.
    mutating func features(for network: ReferenceNetwork, shape: [Int], rows: Int) throws -> Tensor {
        switch network.layers.first {
        case let embedding as ReferenceEmbedding where embedding.words != nil:
            let words = embedding.words ?? 1
            return try Tensor(
                shape: [rows] + shape,
                scalars: (0..<(rows * shape.reduce(1, *))).map { _ in Float(draws.number(0...(words - 1))) })
        case let masking as ReferenceMasking:
            let width = shape.dropFirst().reduce(1, *)
            var numbers: [Float] = []
            for _ in 0..<(rows * shape[0]) {
                let counts = draws.chance(0.6)
                for _ in 0..<width {
                    numbers.append(counts ? Float(3 * draws.generator.nextUnit() - 1.5) : masking.maskValue)
                }
            }
            return try Tensor(shape: [rows] + shape, scalars: numbers)
        default: return try Tensor.uniform([rows] + shape, in: -1.5..<1.5, using: &draws.generator)
        }
    }

    /// A loss that the last layer's numbers are good for.
    mutating func loss(for network: ReferenceNetwork, columns: Int) -> Loss {
        let last = network.layers.last.flatMap { layer -> ActivationFunction? in
            (layer as? ReferenceDense)?.activation ?? (layer as? ReferenceActivation)?.function
        }
        let smoothing: Float = draws.chance(0.5) ? 0 : 0.1
        if last == .softmax, columns > 1 {
            return draws.one(of: [
                .categoricalCrossEntropy, .categoricalCrossEntropy(labelSmoothing: smoothing), .klDivergence,
                .meanSquaredError, .categoricalHinge,
            ])
        }
        if last == .sigmoid {
            return draws.one(of: [
                .binaryCrossEntropy, .binaryCrossEntropy(labelSmoothing: smoothing), .binaryFocalCrossEntropy,
                .binaryFocalCrossEntropy(alpha: 0.3, gamma: 1.5), .poisson,
            ])
        }
        var all: [Loss] = [
            .meanSquaredError, .meanAbsoluteError, .huber, .huber(delta: 0.6), .logCosh, .hinge, .squaredHinge,
            .perceptron, .binaryCrossEntropy(fromLogits: true),
            .binaryCrossEntropy(fromLogits: true, labelSmoothing: smoothing),
            .binaryFocalCrossEntropy(gamma: 1.5, fromLogits: true), .meanAbsolutePercentageError,
        ]
        if columns > 1, last != .softmax, last != .sigmoid {
            all += [
                .categoricalCrossEntropy(fromLogits: true), .categoricalHinge, .cosineSimilarity,
                .categoricalCrossEntropy(fromLogits: true, labelSmoothing: smoothing),
            ]
        }
        return draws.one(of: all)
    }

    /// Targets that the loss takes, in the outputs' shape.
    mutating func targets(for loss: Loss, shape: [Int]) throws -> Tensor {
        let count = shape.reduce(1, *)
        let columns = shape.last ?? 1
        if loss.takesClasses || loss == .klDivergence {
            var numbers = [Float](repeating: 0, count: count)
            for row in 0..<(count / columns) { numbers[row * columns + draws.number(0...(columns - 1))] = 1 }
            return try Tensor(shape: shape, scalars: numbers)
        }
        let numbers = (0..<count).map { _ -> Float in
            let bit = draws.chance(0.5)
            switch loss.name {
            case "hinge", "squaredHinge", "perceptron": return bit ? 1 : -1
            case "binaryCrossEntropy", "binaryFocalCrossEntropy": return bit ? 1 : 0
            case "poisson", "meanSquaredLogarithmicError": return Float(2 * draws.generator.nextUnit())
            case "meanAbsolutePercentageError": return (bit ? 1 : -1) * Float(0.5 + draws.generator.nextUnit())
            default: return Float(2 * draws.generator.nextUnit() - 1)
            }
        }
        return try Tensor(shape: shape, scalars: numbers)
    }

    mutating func optimizer() throws -> Optimizer {
        var optimizer = try Optimizer(name: draws.one(of: Optimizer.names), learningRate: 0.01)
        if draws.chance(0.2) { optimizer = optimizer.clipped(draws.one(of: [.value(0.5), .norm(1), .globalNorm(1)])) }
        if draws.chance(0.2) { optimizer = optimizer.averaged(momentum: 0.9) }
        if draws.chance(0.2) { optimizer = optimizer.scheduled(.cosineDecay(decaySteps: 10, warmupSteps: 2)) }
        return optimizer
    }
}

extension ReferenceEmbedding {
    /// How many indices there are; nil for layers over numbers.
    var words: Int? {
        switch kind {
        case .tokens(let words, _, _), .tokensAndPositions(let words, _, _, _): words
        case .positions, .sinusoids: nil
        }
    }
}

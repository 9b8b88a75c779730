extension Model {
    /// How many attentions the network has, in the order in which they are computed.
    public var attentionCount: Int {
        (try? graph(isTraining: false).operations.count { $0 is AttentionOperation }) ?? 0
    }

    /// Where a trained network looks: the weights of one of its attentions for given inputs, `[batch, heads, queries, keys]`.
    /// Each row adds up to 1 (or is 0 throughout, for a query whose keys are all masked).
    ///
    /// - Parameters:
    ///   - features: as for ``predict(_:)``; a single sample counts as a batch of one.
    ///   - attention: which one, counted from 0 in the order of the layers.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such attention; as ``predict(_:)`` for the inputs.
    public func attentionWeights(_ features: Tensor, attention: Int = 0) throws -> Tensor {
        let isSample = inputShapes.count == 1 && features.shape == inputShape
        let batch = isSample ? features.applying(Reshaping(shape: [1] + inputShape)) : features
        return try attentionWeights(inputs: [batch], attention: attention)
    }

    /// As ``attentionWeights(_:attention:)``, for networks with several inputs.
    public func attentionWeights(inputs: [Tensor], attention: Int = 0) throws -> Tensor {
        let whole = try graph(isTraining: false)
        guard let graph = whole.showingWeights(ofAttention: attention) else {
            throw EngineError(
                .invalidArgument,
                """
                "\(name)" has \(attentionCount) attentions, counted from 0, so there is no attention \(attention).
                """)
        }
        return try run(graph, inputs: inputs)[0]
    }
}

extension Graph {
    /// The graph up to one of its attentions, with that one's weights as its output; nil where there is none.
    func showingWeights(ofAttention index: Int) -> Graph? {
        let places = operations.indices.filter { operations[$0] is AttentionOperation }
        guard places.indices.contains(index), var attention = operations[places[index]] as? AttentionOperation else {
            return nil
        }
        // Values of a graph count from 0, and targets from -1 on downwards stand in no graph for inference.
        let weights = GraphValue(id: -1, shape: [attention.heads, attention.queries, attention.keys])
        attention.weights = weights
        return ending(at: places[index], with: attention, output: weights)
    }
}

extension Model {
    /// The operations of all layers, for training or not.
    func graph(isTraining: Bool) throws -> Graph {
        try plans.graph(isTraining: isTraining) { try makeGraph(isTraining: isTraining) }
    }

    private func makeGraph(isTraining: Bool) throws -> Graph {
        let builder = GraphBuilder(isTraining: isTraining)
        let inputs = inputShapes.map { builder.value($0) }
        var values: [GraphValue] = []
        func value(_ source: LayerGraph.Source) -> GraphValue {
            switch source {
            case .input(let index): inputs[index]
            case .use(let index): values[index]
            }
        }
        for use in structure.uses {
            let layer = layers[use.layer]
            builder.layer = "Layer \(use.layer) (\(layer.kind))"
            var parameters = parameters(ofLayer: use.layer)
            if let lender = use.lender { parameters.append(self.parameters(ofLayer: lender)[0]) }
            let result = try builder.output(of: layer, inputs: use.inputs.map(value), parameters: parameters)
            guard result.shape == use.shape else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    \(builder.layer) of "\(name)" announced \(batchShapeText(use.shape)) but builds \
                    \(batchShapeText(result.shape)).
                    """)
            }
            values.append(result)
        }
        return Graph(inputs: inputs, outputs: structure.outputs.map(value), builder: builder)
    }

    private func parameters(ofLayer index: Int) -> [GraphParameter] {
        store.slots.filter { $0.layer == index }.map {
            GraphParameter(
                shape: $0.specification.shape, offset: $0.offset, isTrainable: $0.specification.isTrainable)
        }
    }

    /// The penalties that its layers' regularizers add to every loss.
    var penalties: [WeightPenalty] {
        store.slots.compactMap { slot in
            guard let regularizer = slot.specification.regularizer, slot.specification.isTrainable else { return nil }
            let parameter = GraphParameter(shape: slot.specification.shape, offset: slot.offset)
            return WeightPenalty(parameter: parameter, regularizer: regularizer)
        }
    }

    /// What its layers' constraints bring back after a step; nil where there are none.
    var constraints: [(constraint: WeightConstraint, weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int)] {
        store.slots.compactMap { slot in
            guard let constraint = slot.specification.constraint, slot.specification.isTrainable else { return nil }
            let columns = slot.specification.shape.last ?? 1
            return (constraint, store.values + slot.offset, slot.count / max(columns, 1), columns)
        }
    }
}

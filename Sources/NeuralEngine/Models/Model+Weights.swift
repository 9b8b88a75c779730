extension Model {
    /// One array that the network learns, with its present numbers.
    public struct Parameter: Sendable, Equatable {
        /// The layer's place, from 0.
        public let layer: Int
        /// The layer's kind, `Dense`.
        public let layerKind: String
        /// `kernel`, `bias`, …
        public let name: String
        public let value: Tensor
    }

    /// Every parameter in order, layer by layer.
    public var parameters: [Parameter] {
        store.slots.map { slot in
            Parameter(
                layer: slot.layer, layerKind: layers[slot.layer].kind, name: slot.specification.name,
                value: value(of: slot))
        }
    }

    /// The numbers of ``parameters`` alone: for dense layers kernel `[inputs, units]` and bias `[units]` in turn.
    ///
    /// Within a gradient by the network's parameters, operations on them are recorded: a penalty may be computed from them.
    public var weights: [Tensor] { store.slots.map(value) }

    /// The weights of one layer, as in ``weights``; none for layers that learn nothing.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such layer.
    public func weights(ofLayer index: Int) throws -> [Tensor] { try slots(ofLayer: index).map(value) }

    /// Replaces all weights; their order and shapes are those of ``weights``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the first that does not fit; nothing has changed then.
    public func setWeights(_ weights: [Tensor]) throws { try write(weights, to: store.slots) }

    /// Replaces the weights of one layer.
    ///
    /// - Throws: as ``setWeights(_:)``, and ``EngineError/Code/invalidArgument`` when there is no such layer.
    public func setWeights(_ weights: [Tensor], ofLayer index: Int) throws {
        try write(weights, to: slots(ofLayer: index))
    }

    private func value(of slot: ParameterStore.Slot) -> Tensor {
        store.tensor(slot).with(node: variables[slot.index].node)
    }

    private func slots(ofLayer index: Int) throws -> [ParameterStore.Slot] {
        guard layers.indices.contains(index) else {
            throw EngineError(
                .invalidArgument, "\"\(name)\" has no layer \(index); its layers are 0..<\(layers.count).")
        }
        return store.slots.filter { $0.layer == index }
    }

    private func write(_ weights: [Tensor], to slots: [ParameterStore.Slot]) throws {
        guard weights.count == slots.count else {
            throw EngineError(
                .shapeMismatch, "\(weights.count) arrays of weights were given where \"\(name)\" has \(slots.count).")
        }
        for (tensor, slot) in zip(weights, slots) where tensor.shape != slot.specification.shape {
            throw EngineError(
                .shapeMismatch,
                """
                The \(slot.specification.name) of layer \(slot.layer) (\(layers[slot.layer].kind)) of "\(name)" has shape \
                \(shapeText(slot.specification.shape)), but \(shapeText(tensor.shape)) was given.
                """)
        }
        for (tensor, slot) in zip(weights, slots) { store.write(tensor.scalars, to: slot) }
    }
}

/// All that a training knows after a whole epoch: weights, the optimizer's memory, the generator's state and the history.
///
/// A training that goes on from it, with the same data and arguments, gives the same bits as one that was never interrupted:
///
/// ```swift
/// try model.fit(data, loss: .meanSquaredError, epochs: 4, batchSize: 8, callbacks: [ModelCheckpoint("run.ckpt")])
/// // later, in another process, with a network of the same layers
/// let state = try TrainingCheckpoint(contentsOf: "run.ckpt")
/// try model.fit(data, loss: .meanSquaredError, epochs: 10, batchSize: 8, resuming: state)   // epochs 5 to 10
/// ```
///
/// Callbacks keep no memory in it: early stopping begins to count anew.
public struct TrainingCheckpoint: Sendable, Equatable {
    /// How many whole epochs were trained.
    public var epochs: Int { history.epochs }
    /// What happened so far.
    public let history: History
    /// The optimizer's name.
    public let optimizer: String
    /// What each array of the network holds, as `layer/name [shape]`.
    let layout: [String]
    let weights: [Float]
    let optimizerNumbers: [Double]
    let optimizerArrays: [Float]
    let generator: SeededGenerator

    init(
        model: Model, optimizer: String, optimizerNumbers: [Double], optimizerArrays: [Float],
        generator: SeededGenerator, history: History
    ) {
        layout = Self.layout(of: model)
        weights = Array(UnsafeBufferPointer(start: model.store.values, count: model.store.count))
        self.optimizer = optimizer
        self.optimizerNumbers = optimizerNumbers
        self.optimizerArrays = optimizerArrays
        self.generator = generator
        self.history = history
    }

    /// Gives its weights to a network of the same layers, moving averages included.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` naming the first array that differs; nothing has changed then.
    public func restoreWeights(into model: Model) throws {
        try check(model)
        weights.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { model.store.values.update(from: base, count: source.count) }
        }
    }

    /// - Throws: ``EngineError/Code/shapeMismatch`` when the network is another.
    func check(_ model: Model) throws {
        let own = Self.layout(of: model)
        guard own == layout, weights.count == model.store.count else {
            let place = zip(own, layout).first { $0 != $1 }
            let difference = place.map { "\($0) where the checkpoint has \($1)" }
            throw EngineError(
                .shapeMismatch,
                """
                The checkpoint is of another network than "\(model.name)", which has \
                \(difference ?? "\(own.count) arrays where the checkpoint has \(layout.count)").
                """)
        }
    }

    private static func layout(of model: Model) -> [String] {
        model.store.slots.map { slot in
            let specification = slot.specification
            return "layer \(slot.layer) (\(model.layers[slot.layer].kind)) \(specification.name) "
                + shapeText(specification.shape)
        }
    }
}

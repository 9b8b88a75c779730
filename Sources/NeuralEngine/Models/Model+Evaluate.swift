extension Model {
    /// How good the network is on a data set; dropout is off.
    ///
    /// - Parameters:
    ///   - loss: that of the last `fit` when nil.
    ///   - metrics: those of the last `fit` when nil, or the accuracy when it had none and the loss is one for classes.
    /// - Throws: ``EngineError`` when data and network do not fit, or no loss was given and the network was never trained.
    public func evaluate(_ data: Dataset, loss: Loss? = nil, metrics: [Metric]? = nil) throws -> Evaluation {
        let last = lastTraining.value
        guard let losses = loss.map({ loss in structure.outputs.map { _ in loss } }) ?? last?.losses else {
            throw EngineError(
                .invalidArgument,
                "\"\(name)\" has not been trained, so there is no loss to go by: say evaluate(data, loss: .meanSquaredError)."
            )
        }
        var chosen = metrics ?? last?.metrics ?? []
        if metrics == nil, chosen.isEmpty, losses.allSatisfy(\.isForClasses) { chosen = [.accuracy] }
        var evaluator = try Evaluator(
            self, data: data, losses: losses, weights: loss == nil ? last?.weights : nil, metrics: chosen)
        return try evaluator.run()
    }
}

extension Loss {
    var isForClasses: Bool {
        switch self {
        case .binaryCrossEntropy, .categoricalCrossEntropy, .hinge, .perceptron: true
        case .meanSquaredError, .meanAbsoluteError, .huber: false
        }
    }
}

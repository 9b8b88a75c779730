extension Model {
    /// How good the network is on a data set; dropout is off.
    ///
    /// - Parameters:
    ///   - loss: that of the last `fit` when nil.
    ///   - metrics: those of the last `fit` when nil, or the accuracy when it had none and the loss is one for classes.
    ///   - sampleWeight: what each example counts for in the loss, shape `[count]` or `[count, time]`.
    /// - Throws: ``EngineError`` when data and network do not fit, or no loss was given and the network was never trained.
    public func evaluate(
        _ data: Dataset, loss: Loss? = nil, metrics: [Metric]? = nil, sampleWeight: Tensor? = nil
    ) throws -> Evaluation {
        let (losses, weights, last) = try lossesToMeasure(loss)
        var chosen = metrics ?? last
        if metrics == nil, chosen.isEmpty, losses.allSatisfy(\.isForClasses) { chosen = [.accuracy] }
        var evaluator = try Evaluator(
            self, data: data, losses: losses, weights: weights, metrics: chosen,
            weighting: Weighting(sampleWeight: sampleWeight))
        return try evaluator.run()
    }

    /// How often each class was taken for which; dropout is off.
    ///
    /// - Parameter loss: says what an output means (see ``Metric/accuracy``); that of the last `fit` when nil.
    /// - Throws: as ``evaluate(_:loss:metrics:sampleWeight:)``, and when the targets are no classes.
    public func confusionMatrix(_ data: Dataset, loss: Loss? = nil) throws -> ConfusionMatrix {
        let losses = try lossesToMeasure(loss).losses
        var evaluator = try Evaluator(self, data: data, losses: losses, metrics: [.recall(average: .perClass)])
        guard let matrix = try evaluator.confusionMatrix() else {
            throw EngineError(.invalidArgument, "\"\(name)\" has no output whose answers could be counted.")
        }
        return matrix
    }

    private func lossesToMeasure(_ loss: Loss?) throws -> (losses: [Loss], weights: [Double]?, metrics: [Metric]) {
        let last = lastTraining.value
        guard let losses = loss.map({ loss in structure.outputs.map { _ in loss } }) ?? last?.losses else {
            throw EngineError(
                .invalidArgument,
                "\"\(name)\" has not been trained, so there is no loss to go by: say evaluate(data, loss: .meanSquaredError)."
            )
        }
        return (losses, loss == nil ? last?.weights : nil, last?.metrics ?? [])
    }
}

extension Training {
    /// The learning rate of the next step.
    var learningRate: Double { state.currentRate }

    func setLearningRate(_ rate: Double) throws {
        guard rate.isFinite, Float(rate) > 0 else {
            throw EngineError(
                .invalidArgument, "The learning rate is \(rate), expected a positive number, such as 0.01.")
        }
        state.learningRate = rate
    }

    /// Where the training stands after a whole epoch.
    func checkpoint() -> TrainingCheckpoint {
        let (numbers, arrays) = state.snapshot
        return TrainingCheckpoint(
            model: model, optimizer: settings.optimizer.name, optimizerNumbers: numbers, optimizerArrays: arrays,
            generator: order.generator, history: history)
    }

    func notFinite(_ plan: Plan, loss: Double, epoch: Int, batch: Int) -> EngineError {
        let place = plan.firstLayerNotFinite().map { ", first in the output of \($0)" } ?? ""
        let kind = loss.isNaN ? "NaN" : "infinite"
        return EngineError(
            .notFinite, "The loss became \(kind) in epoch \(epoch), batch \(batch)\(place). \(advice)")
    }

    /// After a step that left a weight that is not finite, though the loss before it was.
    func notFiniteWeights(epoch: Int, batch: Int) -> EngineError {
        let store = model.store
        func first(_ values: UnsafePointer<Float>) -> ParameterStore.Slot? {
            store.slots.first { slot in
                slot.specification.isTrainable
                    && (slot.offset..<(slot.offset + slot.count)).contains { !values[$0].isFinite }
            }
        }
        let gradient = first(UnsafePointer(gradientValues))
        let slot = gradient ?? first(UnsafePointer(store.values))
        let place = slot.map { "\($0.specification.name) of layer \($0.layer) (\(model.layers[$0.layer].kind))" }
        let what = gradient == nil ? "weights became" : "gradients became"
        return EngineError(
            .notFinite,
            """
            The \(what) NaN or infinite in epoch \(epoch), batch \(batch), first in the \(place ?? "weights"), though the loss \
            was finite. \(advice)
            """)
    }

    private var advice: String {
        """
        The learning rate \(compactText(learningRate)) may be too large for these data; a smaller one, \
        data.standardized(), or clipped gradients usually help.
        """
    }
}

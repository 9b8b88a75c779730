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

    /// After a forward pass over some rows whose loss is not finite.
    func notFinite(loss: Double, epoch: Int, batch: Int, plan: Plan, rows: Range<Int>) -> EngineError {
        let place: String
        if let layer = firstLayerNotFinite(plan, rows: rows) {
            place = "first in the output of \(layer)"
        } else {
            let last = model.layers.count - 1
            place =
                "first in the loss itself: the output of Layer \(last) (\(model.layers[last].kind)) was still finite"
        }
        let kind = loss.isNaN ? "NaN" : "infinite"
        return EngineError(
            .notFinite, "The loss became \(kind) in epoch \(epoch), batch \(batch), \(place). \(advice)")
    }

    /// The plan itself computes some layers in one pass, so they are computed again one by one, with the same draws.
    private func firstLayerNotFinite(_ plan: Plan, rows: Range<Int>) -> String? {
        guard let layers = try? objective.planOfLayers(batch: plan.batch) else { return plan.firstLayerNotFinite() }
        data.load(layers, rows: rows, order: order.indices)
        layers.stepKey.pointee = plan.stepKey.pointee
        return layers.firstLayerNotFinite()
    }

    /// After a forward pass that left a moving average that is not finite, though the loss is.
    func notFiniteStates(epoch: Int, batch: Int, plan: Plan) -> EngineError {
        let slot = model.store.slots.first { slot in
            plan.states.contains { $0.offset == slot.offset }
                && (slot.offset..<(slot.offset + slot.count)).contains { !model.store.values[$0].isFinite }
        }
        return EngineError(
            .notFinite,
            """
            A moving average became NaN or infinite in epoch \(epoch), batch \(batch), first in the \(name(of: slot)), though the \
            loss was finite. \(advice)
            """)
    }

    private func name(of slot: ParameterStore.Slot?) -> String {
        slot.map { "\($0.specification.name) of layer \($0.layer) (\(model.layers[$0.layer].kind))" } ?? "weights"
    }

    /// After a step that left a weight that is not finite, though the loss before it was.
    func notFiniteWeights(epoch: Int, batch: Int) -> EngineError {
        let store = model.store
        func slots(_ values: UnsafePointer<Float>) -> [ParameterStore.Slot] {
            store.slots.filter { slot in
                slot.specification.isTrainable
                    && (slot.offset..<(slot.offset + slot.count)).contains { !values[$0].isFinite }
            }
        }
        // The backward pass goes from the last layer to the first, and hands on what is not finite.
        let gradient = slots(UnsafePointer(gradientValues)).last
        let slot = gradient ?? slots(UnsafePointer(store.values)).first
        let what = gradient == nil ? "weights became" : "gradients became"
        return EngineError(
            .notFinite,
            """
            The \(what) NaN or infinite in epoch \(epoch), batch \(batch), first in the \(name(of: slot)), though the loss \
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

/// A training of several networks at once: epochs and batches, the history, callbacks and interrupts, around steps that its owner
/// writes.
struct TrainingLoop {
    /// What the history and the titles call it.
    let name: String
    /// The network that callbacks are told of.
    let model: Model
    let data: Dataset
    /// What the history's loss is called.
    let loss: Loss
    let optimizer: Optimizer
    let epochs: Int
    let batchSize: Int
    let seed: UInt64
    let callbacks: [any TrainingCallback]

    /// - Throws: ``EngineError/Code/invalidArgument`` for epochs or a batch that make no sense.
    func check() throws {
        guard epochs >= 1 else {
            throw EngineError(.invalidArgument, "epochs is \(epochs), expected 1 or more.")
        }
        guard (1...data.count).contains(batchSize) else {
            throw EngineError(
                .invalidArgument,
                "batchSize is \(batchSize), expected 1 to \(data.count), the examples of data set \"\(data.name)\".")
        }
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - metrics: names for what a step gives behind the loss.
    ///   - step: learns from the examples of the given rows; gives the loss, and what the metrics are called for.
    /// - Throws: what the step throws, an interrupt aside, which ends the training as in `fit`;
    ///   ``EngineError/Code/notFinite`` when the loss is not finite.
    func run(
        metrics: [String], _ step: (_ rows: [Int], _ epoch: Int) throws -> [Double]
    ) throws -> History {
        try check()
        let clock = ContinuousClock()
        let start = clock.now
        var history = History(model: name, dataset: data.name, lossFunction: loss, plannedEpochs: epochs)
        let callbacks = [TrainingCallbacks.makeDefault()].compactMap { $0 } + callbacks
        let batches = (data.count + batchSize - 1) / batchSize
        let control = TrainingControl()
        do {
            let info = TrainingInfo(
                model: model, dataset: data.name, count: data.count, loss: loss, optimizer: optimizer, epochs: epochs,
                batchSize: batchSize, batches: batches, metrics: [], hasValidation: false, epochsDone: 0,
                control: control)
            for callback in callbacks { try callback.trainingBegan(info) }
            let observer = callbacks.isEmpty ? nil : Observer(callbacks: callbacks, clock: clock, start: start)
            var generator = SeededGenerator(seed: seed, stream: 1)
            epochLoop: for epoch in 1...epochs {
                let order = generator.permutation(data.count)
                var sums = [Double](repeating: 0, count: metrics.count + 1)
                for batch in 0..<batches {
                    let rows = Array(order[(batch * batchSize)..<min((batch + 1) * batchSize, data.count)])
                    guard !Interruption.isRequested, let values = try unlessInterrupted({ try step(rows, epoch) })
                    else {
                        history.interrupted = true
                        break epochLoop
                    }
                    guard values.allSatisfy(\.isFinite) else {
                        throw EngineError(
                            .notFinite,
                            """
                            The losses of "\(name)" became \(values.map(compactText).joined(separator: ", ")) in epoch \(epoch), \
                            batch \(batch + 1): the learning rate \(compactText(optimizer.learningRate)) may be too large.
                            """)
                    }
                    for index in sums.indices { sums[index] += values[index] * Double(rows.count) }
                    let done = Double(min((batch + 1) * batchSize, data.count))
                    if batch + 1 < batches {
                        try observer?.batchEnded {
                            TrainingProgress(
                                epoch: epoch - 1, epochs: epochs, batch: batch + 1, batches: batches,
                                loss: sums[0] / done, history: history, control: control)
                        }
                    }
                }
                let count = Double(data.count)
                history.loss.append(sums[0] / count)
                for (index, name) in metrics.enumerated() {
                    history.metrics[name, default: []].append(sums[index + 1] / count)
                }
                try observer?.epochEnded(isLast: epoch == epochs) {
                    TrainingProgress(
                        epoch: epoch, epochs: epochs, batch: batches, batches: batches, loss: sums[0] / count,
                        history: history, control: control)
                }
                if control.isStopped {
                    history.stoppedEarly = epoch < epochs
                    break
                }
            }
        } catch {
            for callback in callbacks { callback.trainingFailed(error) }
            throw error
        }
        history.duration = start.duration(to: clock.now)
        for callback in callbacks { callback.trainingEnded(history) }
        return history
    }

    private func unlessInterrupted<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as EngineError where error.code == .interrupted {
            return nil
        }
    }
}

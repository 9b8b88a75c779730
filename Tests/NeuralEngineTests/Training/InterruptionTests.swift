import Foundation
import NeuralEngine
import Synchronization
import Testing

/// An interrupt at any moment of `fit`, within a step as well: the weights are those of the last whole step.
@Suite("Interrupts in the middle of a step")
struct InterruptionTests {
    /// A step long enough to be interrupted within, with moving averages that the forward pass changes and draws of dropout.
    static func network() throws -> Sequential {
        try Sequential(inputShape: [32, 32, 2], seed: 4) {
            BatchNormalization(momentum: 0.5)
            Conv2D(24, kernelSize: 3, padding: .same)
            BatchNormalization(momentum: 0.5)
            Activation(.relu)
            Dropout(rate: 0.2)
            Conv2D(16, kernelSize: 3)
            GlobalAveragePooling2D()
            Dense(1)
        }
    }

    static let batch = 16
    static let batches = 6

    static func data() throws -> Dataset {
        try Dataset(
            name: "noise", features: Tensor.uniform([batch * batches, 32, 32, 2], in: -1..<1, seed: 1),
            targets: Tensor.uniform([batch * batches, 1], seed: 2))
    }

    static func fit(_ model: Model, _ data: Dataset, callbacks: [any TrainingCallback] = []) throws -> History {
        try model.fit(
            data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.001, momentum: 0.9), epochs: 1,
            batchSize: batch, shuffle: false, seed: 3, callbacks: callbacks)
    }

    /// In a process of its own, since the flag is one for all trainings.
    @Test func atAnyMoment() async {
        await #expect(processExitsWith: .success) {
            let data = try InterruptionTests.data()
            let clock = ContinuousClock()
            // The weights after each number of whole steps: as many batches are all that there is.
            var after = [try InterruptionTests.network().weights]
            var duration = Duration.zero
            for steps in 1...InterruptionTests.batches {
                let model = try InterruptionTests.network()
                let part = try data.rows(Array(0..<(steps * InterruptionTests.batch)))
                duration = try clock.measure { _ = try InterruptionTests.fit(model, part) }
                after.append(model.weights)
            }
            #expect(Set(after.map { $0[0].scalars }).count == InterruptionTests.batches + 1)
            var generator = SeededGenerator(seed: 8)
            var interrupted = 0
            for _ in 0..<25 {
                let model = try InterruptionTests.network()
                let delay = duration * generator.nextUnit()
                let done = DispatchSemaphore(value: 0)
                Thread.detachNewThread {
                    Thread.sleep(forTimeInterval: Double(delay.components.attoseconds) * 1e-18)
                    Interruption.request()
                    done.signal()
                }
                let history = try InterruptionTests.fit(model, data)
                done.wait()
                Interruption.clear()
                if history.interrupted { interrupted += 1 }
                #expect(history.interrupted == (history.epochs == 0))
                #expect(after.contains(model.weights), "weights of no whole number of steps")
            }
            // Delays are parts of a whole training's duration: nearly all of them end one.
            #expect(interrupted >= 1)
        }
    }

    /// A callback that hears of batches asks for the interrupt: the weights are those of the batches that it was told of.
    @Test func atTheBatchThatACallbackChose() async {
        await #expect(processExitsWith: .success) {
            final class Stopper: TrainingCallback {
                var batch = 0
                func trainingProgressed(_ progress: TrainingProgress) {
                    batch = progress.batch
                    Interruption.request()
                }
            }
            let rows = InterruptionTests.batch * InterruptionTests.batches
            // Batches are told of every 50 ms at most, so that an epoch of a few would be over before the first is.
            let data = try InterruptionTests.data().rows((0..<(50 * rows)).map { $0 % rows })
            let (model, stopper) = (try InterruptionTests.network(), Stopper())
            let history = try InterruptionTests.fit(model, data, callbacks: [stopper])
            Interruption.clear()
            #expect(history.interrupted && stopper.batch >= 1 && history.epochs == 0)
            let other = try InterruptionTests.network()
            _ = try InterruptionTests.fit(other, data.rows(Array(0..<(stopper.batch * InterruptionTests.batch))))
            #expect(model.weights == other.weights)
        }
    }
}

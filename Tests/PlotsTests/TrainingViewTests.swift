import Charts
import NeuralEngine
import Plots
import Testing

@Suite struct TrainingViewTests {
    /// Collects what a training reports.
    private final class Recorder: TrainingCallback {
        var views: [TrainingView] = []
        func epochEnded(_ progress: TrainingProgress) { views.append(TrainingView(progress)) }
    }

    @Test func itFollowsTheTraining() throws {
        let recorder = Recorder()
        let model = try Sequential(inputShape: [2], seed: 1, name: "net") { Dense(1, activation: .tanh) }
        let history = try model.fit(
            .and, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), epochs: 4, metrics: [.accuracy],
            callbacks: [recorder])
        #expect(recorder.views.map(\.epoch) == [1, 2, 3, 4])
        #expect(recorder.views.map(\.fraction) == [0.25, 0.5, 0.75, 1])
        #expect(recorder.views[1].text.hasPrefix("[##########----------]  epoch 2 of 4 · "))
        #expect(recorder.views[1].text.contains(" left · loss "))
        #expect(recorder.views[1].numbers.map(\.name) == ["loss", "accuracy"])
        let last = TrainingView(history)
        #expect(last.state == .finished)
        #expect(last.text.hasPrefix("[####################]  4 epochs done · "))
        #expect(last.textDescription.hasPrefix("Training net on and: 4 epochs done · "))
        #expect(last.svg.contains(">Training net on and</text>"))
    }

    @Test(arguments: [
        (Duration.milliseconds(340), "340 ms"), (.seconds(4.24), "4.2 s"), (.seconds(9.96), "10 s"),
        (.seconds(38), "38 s"),
        (.seconds(59.7), "1 min 00 s"), (.seconds(125), "2 min 05 s"), (.seconds(4320), "1 h 12 min"),
        (.seconds(-3), "0 s"),
        (.zero, "0 ms"), (.microseconds(420), "0.4 ms"), (.microseconds(9_960), "10 ms"),
    ])
    func timesAreReadable(duration: Duration, text: String) {
        let history = History(model: "m", dataset: "d", lossFunction: .hinge, plannedEpochs: 9)
        let view = TrainingView(
            history: history, state: .interrupted, fraction: 0.5, epoch: 3, epochs: 9, elapsed: duration)
        #expect(view.status == "epoch 3 of 9 · interrupted, weights kept · \(text)")
    }

    @Test(arguments: [-1.0, 0, 0.5, 1, 7, .nan, .infinity])
    func anyFractionIsDrawn(fraction: Double) {
        let history = History(model: "m", dataset: "d", lossFunction: .hinge, plannedEpochs: 9)
        let view = TrainingView(
            history: history, state: .running, fraction: fraction, epoch: 0, epochs: 9, elapsed: .zero)
        #expect((0...1).contains(view.fraction))
        #expect(view.svg.hasPrefix("<svg"))
        #expect(view.text.hasPrefix("["))
    }
}

import Charts
import Display
package import NeuralEngine
import Plots

/// Draws a training while it runs: one output, updated in place, whose last state is the whole curve.
package final class LiveView: TrainingCallback {
    private let session: LabSession
    private let allowance: LiveAllowance
    private let cell: Int
    private let clock = ContinuousClock()
    private var schedule = LiveSchedule()
    private var handle: DisplayHandle?
    private var last: TrainingView?
    private var model: Model?

    /// - Parameter cell: the running cell's number; a cell shows only some of its shortest trainings.
    package init(session: LabSession, allowance: LiveAllowance, cell: Int) {
        self.session = session
        self.allowance = allowance
        self.cell = cell
    }

    package var hearsEveryEpoch: Bool { false }

    package func trainingBegan(_ info: TrainingInfo) { model = info.model }

    package func trainingProgressed(_ progress: TrainingProgress) { drawIfDue(progress) }

    package func epochEnded(_ progress: TrainingProgress) { drawIfDue(progress) }

    package func trainingEnded(_ history: History) {
        if let model { session.record(history, of: model) }
        if history.interrupted {
            print("interrupted at epoch \(history.epochs + 1); the weights trained so far are kept")
        }
        guard handle != nil || allowance.takeShortTraining(cell: cell) else { return }
        show(TrainingView(history))
        session.noteShown(history, cell: cell)
    }

    package func trainingFailed(_ error: any Error) {
        guard handle != nil, var view = last else { return }
        view.state = .failed
        view.remaining = nil
        show(view)
    }

    private func drawIfDue(_ progress: TrainingProgress) {
        guard schedule.isDue(at: progress.elapsed) else { return }
        let start = clock.now
        show(TrainingView(progress))
        schedule.drew(at: progress.elapsed, cost: start.duration(to: clock.now))
    }

    private func show(_ view: TrainingView) {
        last = view
        let bundle = MIMEBundle(text: view.text, [.svg: view.svg])
        if let handle { handle.update(bundle) } else { handle = display(bundle) }
    }
}

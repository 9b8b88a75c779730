import CellHost
import Synchronization
import WorkerProtocol

/// Gathers what the worker says of a value.
final class ValueReader: WorkerOutput {
    private let said = Mutex("")

    /// The text, without the line end.
    var text: String { said.withLock { $0.last == "\n" ? String($0.dropLast()) : $0 } }

    func text(_ stream: TextStream, _ text: String) {
        if stream == .standardOutput { said.withLock { $0 += text } }
    }

    func show(_ shown: ShownOutput) {}
    func clear(wait: Bool) {}
    func bound(_ name: BoundName) {}
    func ask(prompt: String, isPassword: Bool) async -> String? { nil }
}

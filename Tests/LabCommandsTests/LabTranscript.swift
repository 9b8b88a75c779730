import Display
import LabCommands
import Synchronization

/// A session of its own, and what its commands wrote.
final class LabTranscript: Sendable {
    let session = LabSession()
    private let state = Mutex<(said: [String], shown: [MIMEBundle], defined: [String])>(([], [], []))

    /// The lines of plain text.
    var said: [String] { state.withLock { $0.said } }
    /// The richer outputs.
    var shown: [MIMEBundle] { state.withLock { $0.shown } }
    /// `name: type` of what the kernel was told of.
    var defined: [String] { state.withLock { $0.defined } }
    /// Everything in words.
    var text: String { (said + shown.map(\.text)).joined(separator: "\n") }

    init() {
        session.onDefinition { [weak self] name, type, _ in
            self?.state.withLock { $0.defined.append("\(name): \(type)") }
        }
    }

    /// Runs lines; the message of the last one.
    @discardableResult
    func run(_ lines: String..., names: [SwiftName] = []) -> String? {
        var message: String?
        for line in lines { message = LabInterpreter.run(line, names: names, session: session, output: output) }
        return message
    }

    /// What one line writes.
    func text(of line: String) -> String {
        let before = (said.count, shown.count)
        let message = run(line)
        let texts = said.dropFirst(before.0) + shown.dropFirst(before.1).map(\.text)
        return message ?? texts.joined(separator: "\n")
    }

    /// An output that keeps nothing.
    var silent: LabOutput { LabOutput(say: { _ in }, show: { _ in }) }

    private var output: LabOutput {
        LabOutput(
            say: { text in self.state.withLock { $0.said.append(text) } },
            show: { bundle in self.state.withLock { $0.shown.append(bundle) } })
    }
}

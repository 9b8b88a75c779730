import Display
import Synchronization

/// Keeps what is shown.
final class RecordingSink: DisplaySink {
    enum Event: Equatable {
        case shown(MIMEBundle, DisplayKind)
        case cleared(wait: Bool)
        case asked(String, isPassword: Bool)
    }

    private let state = Mutex<(events: [Event], answers: [String])>(([], []))

    var events: [Event] { state.withLock { $0.events } }

    init(answers: [String] = []) { state.withLock { $0.answers = answers } }

    func show(_ bundle: MIMEBundle, kind: DisplayKind) { add(.shown(bundle, kind)) }

    func clear(wait: Bool) { add(.cleared(wait: wait)) }

    func ask(prompt: String, isPassword: Bool) throws(InputError) -> String {
        add(.asked(prompt, isPassword: isPassword))
        let answer = state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
        guard let answer else { throw .unanswered(prompt: prompt) }
        return answer
    }

    private func add(_ event: Event) { state.withLock { $0.events.append(event) } }
}

import JupyterKernel
import Synchronization

/// Keeps what a piece of Swift prints, and shows nothing.
final class TextKeeper: CellOutput {
    private let printed = Mutex("")

    /// What went to standard output.
    var text: String { printed.withLock { $0 } }

    func stream(_ stream: OutputStream, _ text: String) {
        if stream == .stdout { printed.withLock { $0 += text } }
    }

    func result(_ bundle: MIMEData) {}
    func display(_ bundle: MIMEData, id: String?) {}
    func updateDisplay(_ bundle: MIMEData, id: String) {}
    func clear(wait: Bool) {}
    func send(_ event: CommEvent) {}

    func input(prompt: String, isPassword: Bool) async throws -> String {
        throw InputError.notAllowed
    }
}

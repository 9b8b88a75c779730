import JupyterKernel
import Synchronization

/// Keeps what a piece of Swift prints and the value that it ends with, and shows nothing.
final class KeptOutput: CellOutput {
    private let printed = Mutex("")
    private let bundle = Mutex<MIMEData?>(nil)

    /// What went to standard output.
    var text: String { printed.withLock { $0 } }
    /// The value of the expression; nil where there was none.
    var value: MIMEData? { bundle.withLock { $0 } }

    func stream(_ stream: OutputStream, _ text: String) {
        if stream == .stdout { printed.withLock { $0 += text } }
    }

    func result(_ bundle: MIMEData) {
        self.bundle.withLock { $0 = bundle }
    }

    func display(_ bundle: MIMEData, id: String?) {}
    func updateDisplay(_ bundle: MIMEData, id: String) {}
    func clear(wait: Bool) {}
    func send(_ event: CommEvent) {}

    func input(prompt: String, isPassword: Bool) async throws -> String {
        throw InputError.notAllowed
    }
}

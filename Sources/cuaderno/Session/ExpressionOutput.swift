import JupyterKernel
import Synchronization

/// Keeps the value of an expression, and shows nothing.
final class ExpressionOutput: CellOutput {
    private let bundle = Mutex<MIMEData?>(nil)

    /// The value; nil where there was none.
    var value: MIMEData? { bundle.withLock { $0 } }

    func result(_ bundle: MIMEData) {
        self.bundle.withLock { $0 = bundle }
    }

    func stream(_ stream: OutputStream, _ text: String) {}
    func display(_ bundle: MIMEData, id: String?) {}
    func updateDisplay(_ bundle: MIMEData, id: String) {}
    func clear(wait: Bool) {}
    func send(_ event: CommEvent) {}

    func input(prompt: String, isPassword: Bool) async throws -> String {
        throw InputError.notAllowed
    }
}

import JupyterKernel

/// The output of a cell that is run again to get its values back: its pictures and words are in the notebook already, so
/// only its questions reach the user.
struct QuietOutput: CellOutput {
    let asking: any CellOutput

    func stream(_ stream: OutputStream, _ text: String) {}
    func display(_ bundle: MIMEData, id: String?) {}
    func updateDisplay(_ bundle: MIMEData, id: String) {}
    func result(_ bundle: MIMEData) {}
    func clear(wait: Bool) {}

    /// The objects behind the comms are new ones.
    func send(_ event: CommEvent) { asking.send(event) }
    func closeComms() { asking.closeComms() }

    func input(prompt: String, isPassword: Bool) async throws -> String {
        try await asking.input(prompt: prompt, isPassword: isPassword)
    }
}

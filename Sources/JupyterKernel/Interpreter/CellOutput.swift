/// Takes what a cell shows, in the order of the calls.
///
/// It is bound to the request's header and stays valid after the cell ended: what a background task shows later still appears at
/// the cell that started it. May be used from any thread. What a silent cell shows is dropped. A call may wait while 16 MB are on their
/// way: whoever makes outputs faster than the clients take them is slowed down, instead of filling the memory.
public protocol CellOutput: Sendable {
    /// Text. Neighbouring pieces of one stream may arrive as one message.
    func stream(_ stream: OutputStream, _ text: String)

    /// `display_data`
    /// - Parameter id: where given, ``updateDisplay(_:id:)`` can replace the output later.
    func display(_ bundle: MIMEData, id: String?)

    /// `update_display_data`: replaces every output shown with this id.
    func updateDisplay(_ bundle: MIMEData, id: String)

    /// `execute_result`: the cell's value.
    func result(_ bundle: MIMEData)

    /// `clear_output`
    /// - Parameter wait: clears when the next output arrives, which does not flicker.
    func clear(wait: Bool)

    /// Asks the user for a line.
    /// - Throws: ``InputError``: the client cannot be asked, or the question was cancelled.
    func input(prompt: String, isPassword: Bool) async throws -> String

    /// Whether an interrupt came for this cell, which may be before ``Interpreter/execute(_:output:)`` was called.
    var isInterruptWanted: Bool { get }

    /// Opens, uses or closes a comm from the kernel's side. Also sent for silent cells.
    func send(_ event: CommEvent)

    /// Closes every comm that is open: the objects behind them are gone.
    func closeComms()

    /// `error`: what went wrong while a frontend's comm message was handled. That of a cell is sent by the kernel.
    func error(name: String, value: String, traceback: [String])
}

extension CellOutput {
    public var isInterruptWanted: Bool { false }

    /// Outputs that no frontend sees close no comms and show no errors.
    public func closeComms() {}

    public func error(name: String, value: String, traceback: [String]) {}
}

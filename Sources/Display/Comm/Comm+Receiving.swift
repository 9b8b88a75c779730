extension Comm {
    /// Calls the handler with each message of the frontend, when no cell of the main shell runs.
    ///
    /// So the handler can use whatever cells use, variables above all: nothing else changes them meanwhile. What it prints and
    /// shows belongs to the message, and an error or a crash in it is told once and ends this one call.
    ///
    /// - Parameter handler: takes the place of the one before. What comes between the opening of the comm and the end of the cell
    ///   that opens it is not lost.
    public func onMessage(_ handler: @escaping (CommMessage) throws -> Void) {
        CommCenter.handle(id, .init(call: handler))
    }

    /// Calls the handler with each message of the frontend as soon as it comes, also while a cell runs.
    ///
    /// It runs beside the cell, so it must only use what is safe to share: a `Mutex`, an `Atomic`, an actor. A button that stops
    /// a long loop is made so. Calls come one after the other, and one that takes long holds up the messages of all comms.
    ///
    /// - Parameter handler: takes the place of the one before.
    public func onMessageAtOnce(_ handler: @escaping @Sendable (CommMessage) throws -> Void) {
        CommCenter.handleAtOnce(id, .init(call: handler))
    }

    /// Calls the handler when the frontend has closed the comm and no cell runs.
    public func onClose(_ handler: @escaping (CommMessage) throws -> Void) {
        CommCenter.handleClose(id, .init(call: handler))
    }

    /// The messages of the frontend from now on, for a task or a cell that waits for them: they come while cells run.
    ///
    /// ```swift
    /// for await message in comm.messages { print(message.data) }
    /// ```
    /// It ends when the comm is closed. Each call makes a sequence of its own, which has every message; one that nobody reads
    /// keeps the latest 1,024. The first one also has the messages that came before anybody listened.
    public var messages: AsyncStream<CommMessage> { CommCenter.stream(id) }

    /// Takes the comms that the frontend opens for a target.
    ///
    /// - Parameters:
    ///   - target: the name that the frontend uses. Comms for names that nobody has registered are closed.
    ///   - handler: is called with each new comm and what came with it, when no cell runs; messages wait until it is done. If
    ///     it fails, the comm is closed. It takes the place of the one before.
    public static func register(target: String, _ handler: @escaping (Comm, CommMessage) throws -> Void) {
        CommCenter.register(target, .init(call: handler))
    }

    /// Takes no more comms for a target. Those that are open stay.
    public static func unregister(target: String) {
        CommCenter.register(target, nil)
    }
}

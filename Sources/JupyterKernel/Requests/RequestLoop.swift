import JupyterProtocol
import Logging
import ZeroMQ

/// The whole state of the protocol, and the sockets. Lives on one thread; others reach it through the ``Outbox``.
final class RequestLoop {
    /// More waiting cells than this, and the shell channel is not read: the clients' own queues hold the rest.
    static let queueLimit = 10_000
    /// So many messages of the shell channel are handled before the other channels get their turn.
    private static let shellBatch = 64

    let connection: ConnectionFile
    let interpreter: any Interpreter
    let logger: Logger
    let configuration: KernelConfiguration
    let outbox: Outbox
    let maker: MessageMaker

    private let shell: Listener
    private let control: Listener
    private let iopub: Listener
    private let stdin: Listener
    private var publisher: Publisher
    private var replays = ReplayGuard()
    /// What is to be sent, in order.
    private var outgoing: [(channel: Channel, frames: [[UInt8]])] = []

    var executionCount = 1
    let history: HistoryStore
    var lanes: [String?: ExecutionLane] = [:]
    /// Completion, inspection and the like, in order, beside the cells.
    let queries = SerialQueue()
    /// The frontends' comm messages, in order: a slow completion does not hold them up.
    let commQueue = SerialQueue()
    /// What of them has to wait, in the same order.
    let handlerQueue = SerialQueue()
    /// Comm id to target name.
    var comms: [String: String] = [:]
    var questions = QuestionDesk()
    var usage = ResourceUsage()
    var phase = Phase.serving
    var hasInterpreterEnded = false

    /// - Throws: ``KernelError`` where the kernel cannot listen.
    init(
        connection: ConnectionFile, interpreter: any Interpreter, logger: Logger, configuration: KernelConfiguration,
        outbox: Outbox
    ) throws(KernelError) {
        self.connection = connection
        self.interpreter = interpreter
        self.logger = logger
        self.configuration = configuration
        self.outbox = outbox
        history = HistoryStore(
            archive: configuration.historyFolder.map { HistoryArchive(folder: $0, logger: logger) })
        maker = MessageMaker(
            session: Session(username: "kernel"), codec: WireCodec(signer: Signer(key: connection.key)))
        do {
            let context = try Context()
            shell = try .router(context, at: connection.endpoint(of: .shell))
            control = try .router(context, at: connection.endpoint(of: .control))
            stdin = try .router(context, at: connection.endpoint(of: .stdin))
            iopub = try .publisher(context, at: connection.endpoint(of: .iopub))
            publisher = try Publisher(iopub.socket)
        } catch let error as KernelError {
            throw error
        } catch {
            throw KernelError(.systemResources, "\(error)")
        }
        lanes[nil] = ExecutionLane(subshell: nil)
    }

    /// Serves until the kernel is told to end.
    func run() throws(KernelError) -> Kernel.EndReason {
        let signals = configuration.handlesSignals ? try SignalSource(Self.signals) : nil
        defer { leave() }
        do {
            publish(maker.status("starting", parent: nil))
            var poller = Poller()
            let items = (
                control: try poller.add(control.socket), stdin: try poller.add(stdin.socket),
                iopub: try poller.add(iopub.socket), shell: try poller.add(shell.socket),
                outbox: poller.add(fileDescriptor: outbox.fileDescriptor),
                signals: signals.map { poller.add(fileDescriptor: $0.fileDescriptor) }
            )
            while true {
                sendOutgoing()
                if case .ended(let reason) = phase { return reason }
                poller.setActive(items.shell, hasRoom)
                poller.setActive(items.outbox, !publisher.isCongested)
                _ = try poller.wait(milliseconds: waitingTime)
                if let signals, let item = items.signals, poller.isReadable(item) { handle(signals.takeSignals()) }
                if poller.isReadable(items.control) { try receive(from: control, .control, atMost: .max) }
                if poller.isReadable(items.stdin) { try receive(from: stdin, .stdin, atMost: .max) }
                if poller.isReadable(items.iopub) { try welcomeSubscribers() }
                if !publisher.isCongested, poller.isReadable(items.outbox) { handleEvents(outbox.take()) }
                if poller.isReadable(items.shell) { try receive(from: shell, .shell, atMost: Self.shellBatch) }
                try lookAtTheClock()
            }
        } catch let error as ZeroMQError {
            throw KernelError(.transport, "The kernel's sockets failed: \(error).")
        } catch {
            throw KernelError(.transport, "\(error)")
        }
    }

    private var hasRoom: Bool {
        lanes.values.allSatisfy { $0.queue.count < Self.queueLimit }
    }

    /// Milliseconds until something has to be looked at that no socket tells of.
    private var waitingTime: Int {
        if publisher.hasBacklog { return 1 }
        if questions.isUnsent || phase != .serving { return 20 }
        return configuration.parent == nil ? -1 : 1_000
    }

    private func lookAtTheClock() throws {
        if publisher.hasBacklog { try publisher.flush() }
        if questions.isUnsent { sendQuestion() }
        if phase == .serving, let parent = configuration.parent, !parent.isAlive {
            logger.notice("The process that started the kernel is gone; the kernel ends as well.")
            beginShutdown(.parentGone)
        }
        giveUpWaitingForShutdown()
    }

    func handleEvents(_ events: [Outbox.Event]) {
        for event in events {
            switch event {
            case .publish(let frames): publish(frames)
            case .text(let output):
                publish(
                    maker.published(
                        "stream", ["name": .string(output.stream.rawValue), "text": .string(output.text)],
                        parent: output.source.request.header))
            case .perform(let work): work(self)
            }
        }
    }
}

// MARK: - The sockets

extension RequestLoop {
    /// Sends a message to every client, behind what is to be sent before it.
    func publish(_ frames: [[UInt8]]) {
        outgoing.append((.iopub, frames))
    }

    /// Sends a message to one client, behind what is to be sent before it.
    func send(_ frames: [[UInt8]], on channel: Channel) {
        outgoing.append((channel, frames))
    }

    /// Hands ZeroMQ what is to be sent. All at once, for its own thread wakes up for the first message and takes along what is
    /// there by then: messages that come one by one cost a wake-up each.
    func sendOutgoing() {
        let messages = outgoing
        outgoing = []
        for (channel, frames) in messages {
            guard channel == .iopub else {
                _ = sendNow(frames, on: channel)
                continue
            }
            do {
                try publisher.publish(frames)
            } catch {
                logger.error("An output could not be published: \(error)")
            }
        }
    }

    /// Sends a message to one client.
    /// - Returns: false where the client is gone or does not read.
    func sendNow(_ frames: [[UInt8]], on channel: Channel) -> Bool {
        let listener =
            switch channel {
            case .control: control
            case .stdin: stdin
            default: shell
            }
        do {
            if try listener.socket.trySend(frames) == .sent { return true }
            logger.warning("A client does not read its \(channel.rawValue) messages; one was dropped.")
        } catch {
            logger.debug("A client cannot be reached on \(channel.rawValue): \(error)")
        }
        return false
    }

    /// Takes and handles everything that has arrived on the shell channel.
    func drainShell() {
        do {
            try receive(from: shell, .shell, atMost: Self.queueLimit)
        } catch {
            logger.error("The shell channel could not be read: \(error)")
        }
    }

    private func receive(from listener: Listener, _ channel: Channel, atMost limit: Int) throws(ZeroMQError) {
        var count = 0
        while count < limit, let frames = try listener.socket.tryReceive() {
            count += 1
            do throws(WireError) {
                let message = try maker.codec.decode(frames, replays: &replays)
                if channel == .stdin {
                    takeAnswer(message)
                } else {
                    handle(Request(message: message, channel: channel))
                }
            } catch {
                logger.warning("A message on the \(channel.rawValue) channel was dropped: \(error).")
            }
        }
    }

    private func welcomeSubscribers() throws(ZeroMQError) {
        while let frames = try iopub.socket.tryReceive() {
            // A subscription is 1 and the topic; 0 and the topic ends one.
            guard frames.count == 1, frames[0].first == 1 else { continue }
            publish(maker.welcome(topic: Array(frames[0].dropFirst())))
        }
    }
}

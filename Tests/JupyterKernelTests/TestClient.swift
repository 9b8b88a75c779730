import JupyterProtocol
import Testing
import ZeroMQ

/// A client with bare sockets, which can also send what no well-behaved client would.
actor TestClient {
    /// A reply never came. Long, since the machine may be busy; no test waits for it when all is well.
    struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    private static let patience: Duration = .seconds(30)

    let session = Session(username: "test")
    private let codec: WireCodec
    private let sockets: [Channel: Socket]
    private var replays = ReplayGuard()
    /// Published messages that no test has taken yet.
    private var published: [Message] = []

    /// - Parameters:
    ///   - receiveLimit: how many messages wait on the client's side; 0 is no limit.
    init(
        _ connection: ConnectionFile, channels: [Channel] = Channel.allCases, receiveLimit: Int32 = 0
    ) throws {
        codec = WireCodec(signer: Signer(key: connection.key))
        let context = try Context()
        var sockets: [Channel: Socket] = [:]
        for channel in channels {
            let socket = try Socket(context, channel == .iopub ? .subscriber : .dealer)
            try socket.set(.linger(milliseconds: 0), .receiveHighWater(receiveLimit), .sendHighWater(0))
            if channel == .iopub { try socket.set(.subscribe([])) }
            // One name for all channels: it is how the kernel finds the stdin channel that belongs to a shell channel.
            try socket.set(.identity(Array(session.id.utf8)))
            try socket.connect(connection.endpoint(of: channel))
            sockets[channel] = socket
        }
        self.sockets = sockets
    }

    /// Sends a request.
    @discardableResult
    func send(
        _ type: MessageType, _ content: JSONValue = [:], on channel: Channel = .shell, parent: Header? = nil,
        subshell: String? = nil, date: String? = nil, buffers: [[UInt8]] = []
    ) throws -> Header {
        var message = session.message(type, content: content, parent: parent, buffers: buffers)
        if subshell != nil || date != nil {
            let header = message.header
            message.header = Header(
                id: header.id, session: header.session, username: header.username, date: date ?? header.date,
                type: header.type, version: header.version, subshell: subshell)
        }
        try send(frames: codec.encode(message), on: channel)
        return message.header
    }

    /// Sends a cell, with what Jupyter sends by default.
    @discardableResult
    func execute(
        _ code: String, _ options: [String: JSONValue] = [:], subshell: String? = nil, date: String? = nil
    ) throws -> Header {
        var content: [String: JSONValue] = [
            "code": .string(code), "silent": false, "store_history": true, "user_expressions": [:],
            "allow_stdin": true, "stop_on_error": true,
        ]
        content.merge(options) { _, option in option }
        return try send("execute_request", .object(content), subshell: subshell, date: date)
    }

    /// Sends any frames at all.
    func send(frames: [[UInt8]], on channel: Channel) throws {
        try #require(sockets[channel]).send(frames)
    }

    /// The next frames that arrive.
    func receiveFrames(_ channel: Channel) async throws -> [[UInt8]] {
        let socket = try #require(sockets[channel])
        let deadline = ContinuousClock.now + Self.patience
        // Not a blocking wait: the kernel's tasks need the threads that the tests run on.
        while ContinuousClock.now < deadline {
            if let frames = try socket.tryReceive() { return frames }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw TimedOut(description: "nothing came on \(channel)")
    }

    /// The next message that arrives.
    func receive(_ channel: Channel = .shell) async throws -> Message {
        try codec.decode(try await receiveFrames(channel), replays: &replays)
    }

    /// Whether a message waits.
    func hasMessage(_ channel: Channel) throws -> Bool {
        try #require(sockets[channel]).tryReceive() != nil
    }

    /// Sends a request and waits for its reply.
    func reply(
        to type: MessageType, _ content: JSONValue = [:], on channel: Channel = .shell
    ) async throws -> Message {
        let header = try send(type, content, on: channel)
        let reply = try await receive(channel)
        #expect(reply.parent == header)
        #expect(reply.header.type == type.reply)
        return reply
    }

    /// Runs a cell and waits for its reply and its outputs.
    func run(_ code: String, _ options: [String: JSONValue] = [:]) async throws -> (reply: Message, outputs: [Message])
    {
        let header = try execute(code, options)
        let reply = try await receive()
        #expect(reply.parent == header)
        return (reply, try await outputs(of: header))
    }

    /// What is published for a request, from busy to idle.
    func outputs(of header: Header) async throws -> [Message] {
        var outputs: [Message] = []
        while outputs.last?.isStatus("idle") != true {
            outputs.append(try await nextPublished { $0.parent == header })
        }
        return outputs
    }

    /// The next published message of a kind; others are kept for later.
    func nextPublished(where isWanted: (Message) -> Bool) async throws -> Message {
        if let index = published.firstIndex(where: isWanted) { return published.remove(at: index) }
        while true {
            let message = try await receive(.iopub)
            if isWanted(message) { return message }
            published.append(message)
        }
    }

    /// Waits until the kernel publishes to this client, as its welcome tells.
    func waitForWelcome() async throws -> Message {
        try await nextPublished { $0.header.type == "iopub_welcome" }
    }
}

extension Message {
    func isStatus(_ state: String) -> Bool {
        header.type == "status" && content["execution_state"]?.string == state
    }

    /// What it is, in short: the type, and what makes it worth a test.
    var summary: String {
        switch header.type {
        case "status": content["execution_state"]?.string ?? ""
        case "stream": "\(content["name"]?.string ?? ""):\(content["text"]?.string ?? "")"
        case "error": "error:\(content["evalue"]?.string ?? "")"
        case "execute_input": "input:\(content["execution_count"]?.description ?? "")"
        case "display_data", "update_display_data", "execute_result":
            "\(header.type):\(content["data"]?["text/plain"]?.string ?? "")"
        default: header.type.rawValue
        }
    }
}

import Foundation
import JupyterKernel
import JupyterProtocol
import Testing
import ZeroMQ

@Suite("Life cycle", .serialized)
struct LifeCycleTests {
    @Test("a new subscription is welcomed, with no parent")
    func welcome() async throws {
        try await withKernel { _, connection in
            let client = try TestClient(connection, channels: [.iopub])
            let welcome = try await client.waitForWelcome()
            #expect(welcome.content == ["subscription": ""])
            #expect(welcome.parent == nil)
        }
    }

    @Test("the heartbeat echoes, also while a cell runs")
    func heartbeat() async throws {
        try await withKernel { client, _ in
            try await client.execute("wait")
            for frames in [[[], Array("ping".utf8)], [[0, 1, 2]]] as [[[UInt8]]] {
                try await client.send(frames: frames, on: .heartbeat)
                #expect(try await client.receiveFrames(.heartbeat) == frames)
            }
        }
    }

    @Test("a shutdown echoes restart and tells everybody", arguments: [true, false], [Channel.control, .shell])
    func shutdown(_ isRestart: Bool, _ channel: Channel) async throws {
        let folder = try TemporaryFolder()
        let interpreter = ScriptedInterpreter()
        async let end = Kernel.quiet(folder.connection, interpreter).run()
        let client = try TestClient(folder.connection)
        _ = try await client.waitForWelcome()
        let content: JSONValue = ["restart": .bool(isRestart)]
        let reply = try await client.reply(to: "shutdown_request", content, on: channel)
        #expect(reply.content == ["status": "ok", "restart": .bool(isRestart)])
        let announcement = try await client.nextPublished { $0.header.type == "shutdown_reply" }
        #expect(announcement.content == reply.content)
        #expect(try await client.outputs(of: #require(reply.parent)).last?.isStatus("idle") == true)
        #expect(try await end == .requested(restart: isRestart))
        #expect(interpreter.shutdownRestart == isRestart)
        #expect(try folder.contents == [])
    }

    @Test(
        "a shutdown ends the running cell, drops the waiting ones and cancels questions",
        arguments: ["wait", "ask name?"])
    func shutdownWhileRunning(_ code: String) async throws {
        let folder = try TemporaryFolder()
        let interpreter = ScriptedInterpreter()
        async let end = Kernel.quiet(folder.connection, interpreter).run()
        let client = try TestClient(folder.connection)
        _ = try await client.waitForWelcome()
        let running = try await client.execute(code)
        if code != "wait" { _ = try await client.receive(.stdin) }
        _ = try await client.nextPublished { $0.header.type == "execute_input" }
        let waiting = try await client.execute("print never")
        _ = try await client.reply(to: "kernel_info_request")
        try await client.send("shutdown_request", ["restart": false], on: .control)
        let replies = [try await client.receive(), try await client.receive()]
        #expect(Set(replies.compactMap(\.parent?.id)) == [running.id, waiting.id])
        #expect(replies.allSatisfy { $0.content["status"] == "error" })
        #expect(try await end == .requested(restart: false))
        #expect(try folder.contents == [])
        #expect(interpreter.executions.count == 1)
    }

    @Test("tcp")
    func tcp() async throws {
        let connection = ConnectionFile(
            ports: Dictionary(uniqueKeysWithValues: zip(Channel.allCases, try freePorts(Channel.allCases.count))),
            key: "")
        async let end = Kernel.quiet(connection, ScriptedInterpreter()).run()
        let client = try TestClient(connection)
        _ = try await client.waitForWelcome()
        #expect(try await client.run("print a").outputs.map(\.summary) == ["busy", "input:1", "stdout:a\n", "idle"])
        try await client.send("shutdown_request", ["restart": false], on: .control)
        #expect(try await end == .requested(restart: false))
    }

    @Test("a second kernel on the same connection says so, and the first lives on")
    func twoKernels() async throws {
        try await withKernel { client, connection in
            let error = await #expect(throws: KernelError.self) {
                try await Kernel.quiet(connection, ScriptedInterpreter()).run()
            }
            #expect(error?.code == .cannotListen)
            #expect(error?.message.contains("in use") == true)
            #expect(try await client.reply(to: "kernel_info_request").content["status"] == "ok")
            try await client.send(frames: [[], [1]], on: .heartbeat)
            #expect(try await client.receiveFrames(.heartbeat) == [[], [1]])
        }
    }

    @Test("socket files that a dead kernel left are replaced")
    func staleFiles() async throws {
        let folder = try TemporaryFolder()
        for channel in Channel.allCases {
            let path = folder.connection.endpoint(of: channel).dropFirst("ipc://".count)
            try Data().write(to: URL(fileURLWithPath: String(path)))
        }
        async let end = Kernel.quiet(folder.connection, ScriptedInterpreter()).run()
        let client = try TestClient(folder.connection)
        _ = try await client.waitForWelcome()
        try await client.send("shutdown_request", ["restart": false], on: .control)
        #expect(try await end == .requested(restart: false))
        #expect(try folder.contents == [])
    }

    @Test("a path that is too long for a socket is a clear error")
    func longPath() async throws {
        let connection = ConnectionFile(
            transport: .ipc, address: "/tmp/" + String(repeating: "x", count: 200),
            ports: Dictionary(uniqueKeysWithValues: zip(Channel.allCases, 1...)), key: "")
        let error = await #expect(throws: KernelError.self) {
            try await Kernel.quiet(connection, ScriptedInterpreter()).run()
        }
        #expect(error?.message.contains("too long") == true)
    }

    @Test("the kernel ends when its parent is gone")
    func parentGone() async throws {
        let folder = try TemporaryFolder()
        let parent = Process()
        parent.executableURL = URL(fileURLWithPath: "/bin/sleep")
        parent.arguments = ["60"]
        try parent.run()
        let kernel = Kernel(
            connection: folder.connection, interpreter: ScriptedInterpreter(), logger: .quiet,
            configuration: KernelConfiguration(
                handlesSignals: false, parent: ParentWatch(process: parent.processIdentifier)))
        async let end = kernel.run()
        let client = try TestClient(folder.connection)
        _ = try await client.waitForWelcome()
        // Not `terminate`: a child inherits the signals that the threads of Swift's pool block.
        kill(parent.processIdentifier, SIGKILL)
        parent.waitUntilExit()
        #expect(try await end == .parentGone)
        #expect(try folder.contents == [])
    }

    /// Ports that nobody uses at the moment.
    private func freePorts(_ count: Int) throws -> [Int] {
        let context = try Context()
        let sockets = try (0..<count).map { _ in try Socket(context, .router) }
        return try sockets.map { socket in
            try socket.bind("tcp://127.0.0.1:*")
            let endpoint = try socket.lastEndpoint
            return try #require(endpoint.split(separator: ":").last.flatMap { Int($0) })
        }
    }
}

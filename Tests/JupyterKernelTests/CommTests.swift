import JupyterKernel
import JupyterProtocol
import Testing

@Suite("Comms", .serialized)
struct CommTests {
    @Test("a comm to a target that nobody has is closed")
    func unknownTarget() async throws {
        try await withKernel { client, _ in
            let header = try await client.send(
                "comm_open", ["comm_id": "c1", "target_name": "unknown", "data": [:]])
            let outputs = try await client.outputs(of: header)
            #expect(outputs.map(\.summary) == ["busy", "comm_close", "idle"])
            #expect(outputs[1].content == ["comm_id": "c1", "data": [:]])
            #expect(try await client.reply(to: "comm_info_request").content["comms"] == [:])
        }
    }

    @Test("a frontend's comm: open, talk, list, close")
    func fromFrontend() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            let open: JSONValue = ["comm_id": "c1", "target_name": "echo", "data": ["a": 1]]
            #expect(try await client.outputs(of: client.send("comm_open", open)).map(\.summary) == ["busy", "idle"])
            let info = try await client.reply(to: "comm_info_request", ["target_name": "echo"]).content
            #expect(info == ["status": "ok", "comms": ["c1": ["target_name": "echo"]]])
            let others = try await client.reply(to: "comm_info_request", ["target_name": "other"]).content
            #expect(others["comms"] == [:])

            let talk = try await client.send("comm_msg", ["comm_id": "c1", "data": ["b": 2]], buffers: [[9]])
            let outputs = try await client.outputs(of: talk)
            #expect(outputs.map(\.summary) == ["busy", "comm_msg", "idle"])
            #expect(outputs[1].content == ["comm_id": "c1", "data": ["b": 2]])
            _ = try await client.outputs(of: client.send("comm_close", ["comm_id": "c1", "data": [:]]))
            #expect(try await client.reply(to: "comm_info_request").content["comms"] == [:])
            #expect(interpreter.commEvents.map(\.kind) == [.open(target: "echo"), .message, .close])
            #expect(interpreter.commEvents[1].buffers == [[9]])
        }
    }

    @Test("a comm that a cell opens, also a silent one")
    func fromCell() async throws {
        try await withKernel { client, _ in
            let outputs = try await client.run("comm widget", ["silent": true]).outputs
            #expect(outputs.map(\.summary) == ["busy", "comm_open", "idle"])
            #expect(outputs[1].content == ["comm_id": "ours", "target_name": "widget", "data": ["a": 1]])
            #expect(outputs[1].buffers == [[1, 2]])
            let comms = try await client.reply(to: "comm_info_request").content["comms"]
            #expect(comms == ["ours": ["target_name": "widget"]])
        }
    }

    @Test("a comm message without an id")
    func malformed() async throws {
        try await withKernel { client, _ in
            let header = try await client.send("comm_open", ["target_name": "echo"])
            #expect(try await client.outputs(of: header).map(\.summary) == ["busy", "idle"])
        }
    }

    @Test("what waits does not hold up the messages behind it, and its request is busy until it is done")
    func waiting() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            for id in ["c1", "c2"] {
                let open: JSONValue = ["comm_id": .string(id), "target_name": "echo", "data": [:]]
                _ = try await client.outputs(of: client.send("comm_open", open))
            }
            let first = try await client.send("comm_msg", ["comm_id": "c1", "data": ["wait": 1]])
            let second = try await client.send("comm_msg", ["comm_id": "c2", "data": ["n": 2]])
            #expect(try await client.outputs(of: second).map(\.summary) == ["busy", "comm_msg", "idle"])
            interpreter.release()
            let outputs = try await client.outputs(of: first)
            #expect(outputs.map(\.header.type) == ["status", "comm_msg", "error", "status"])
            #expect(outputs[2].content == ["ename": "Failure", "evalue": "late", "traceback": ["late"]])
        }
    }

    @Test("comms whose objects are gone are closed")
    func forgotten() async throws {
        try await withKernel { client, _ in
            _ = try await client.run("comm widget")
            let outputs = try await client.run("forget").outputs
            #expect(outputs.map(\.summary).contains("comm_close"))
            #expect(try await client.reply(to: "comm_info_request").content["comms"] == [:])
        }
    }

    @Test("a kernel that ends closes them")
    func shutdown() async throws {
        let folder = try TemporaryFolder()
        async let end = Kernel.quiet(folder.connection, ScriptedInterpreter()).run()
        let client = try TestClient(folder.connection)
        _ = try await client.waitForWelcome()
        _ = try await client.run("comm widget")
        _ = try await client.reply(to: "shutdown_request", ["restart": true], on: .control)
        let message = try await client.nextPublished { $0.header.type == "comm_close" }
        #expect(message.content == ["comm_id": "ours", "data": [:]])
        #expect(message.parent == nil)
        #expect(try await end == .requested(restart: true))
    }
}

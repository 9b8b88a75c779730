import JupyterKernel
import JupyterProtocol
import Testing

@Suite("What no well-behaved client sends", .serialized)
struct RobustnessTests {
    @Test("frames that are no message cost nothing but themselves", arguments: [Channel.shell, .control, .stdin])
    func brokenFrames(_ channel: Channel) async throws {
        try await withKernel { client, _ in
            let delimiter = WireCodec.delimiter
            let deep = Array(String(repeating: "[", count: 100_000).utf8)
            let broken: [[[UInt8]]] = [
                [[]], [[], [], []], [[0xFF, 0xFE]], [delimiter], [delimiter, [], [], []],
                [delimiter, Array("signature".utf8), [], [], [], []],
                signed([[0x7B], [0x7B], [0x7B], [0x7B]]),
                signed([[0xC3, 0x28], [0x7B, 0x7D], [0x7B, 0x7D], [0x7B, 0x7D]]),
                signed([deep, deep, deep, deep]),
                Array(repeating: delimiter, count: 20),
            ]
            for frames in broken { try await client.send(frames: frames, on: channel) }
            #expect(try await client.reply(to: "kernel_info_request").content["status"] == "ok")
            #expect(try await client.run("print a").reply.content["status"] == "ok")
        }
    }

    @Test("a forged and a replayed cell do not run")
    func forged() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, connection in
            let session = Session(username: "mallory")
            let message = session.message("execute_request", content: ["code": "print forged"])
            let forged = WireCodec(signer: Signer(key: "a guess")).encode(message)
            try await client.send(frames: forged, on: .shell)
            let unsigned = WireCodec(signer: Signer(key: "")).encode(message)
            try await client.send(frames: unsigned, on: .shell)

            let good = session.message("execute_request", content: ["code": "print once"])
            let frames = WireCodec(signer: Signer(key: connection.key)).encode(good)
            for _ in 0..<3 { try await client.send(frames: frames, on: .shell) }
            #expect(try await client.receive().parent?.id == good.header.id)
            #expect(try await client.reply(to: "kernel_info_request").content["status"] == "ok")
            #expect(interpreter.executions.map(\.code) == ["print once"])
        }
    }

    @Test("a frame of 50 MB")
    func largeFrame() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            let code = "print " + String(repeating: "ñ", count: 25_000_000)
            let reply = try await client.run(code, ["silent": true]).reply
            #expect(reply.content["status"] == "ok")
            #expect(interpreter.executions.first?.code == code)
        }
    }

    // What it costs in memory is measured where the kernel has a process of its own: Tests/EndToEnd/test_survival.py.
    @Test("a client that never reads costs no other one an output")
    func neverReads() async throws {
        try await withKernel { client, connection in
            let stuck = try TestClient(connection, channels: [.iopub], receiveLimit: 1)
            // The welcome goes to everybody: the second subscriber is there.
            _ = try await client.waitForWelcome()
            // 400 MB in 4,000 pieces.
            try await client.execute("flood 4000")
            var count = 0
            while true {
                let message = try await client.receive(.iopub)
                count += message.content["text"]?.string?.utf8.count ?? 0
                if message.isStatus("idle"), message.parent?.type == "execute_request" { break }
            }
            #expect(count == 4_000 * 100_001)
            withExtendedLifetime(stuck) {}
        }
    }

    @Test("fifty clients at once")
    func manyClients() async throws {
        try await withKernel { _, connection in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let client = try TestClient(connection)
                        _ = try await client.waitForWelcome()
                        let header = try await client.execute("print \(number)")
                        #expect(try await client.receive().parent == header)
                        #expect(try await client.outputs(of: header).map(\.summary).contains("stdout:\(number)\n"))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    private func signed(_ parts: [[UInt8]]) -> [[UInt8]] {
        [WireCodec.delimiter, Signer(key: "a key").signature(of: parts)] + parts
    }
}

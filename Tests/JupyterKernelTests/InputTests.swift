import JupyterKernel
import JupyterProtocol
import Testing

@Suite("Input", .serialized)
struct InputTests {
    @Test("a question and its answer", arguments: [("ask", false), ("secret", true)])
    func question(_ command: String, _ isPassword: Bool) async throws {
        try await withKernel { client, _ in
            let header = try await client.execute("\(command) name? ")
            let question = try await client.receive(.stdin)
            #expect(question.header.type == "input_request")
            #expect(question.parent == header)
            #expect(question.content == ["prompt": "name? ", "password": .bool(isPassword)])
            try await client.send("input_reply", ["value": "Ana"], on: .stdin, parent: question.header)
            #expect(try await client.receive().content["status"] == "ok")
            #expect(try await client.outputs(of: header).map(\.summary) == ["busy", "input:1", "stdout:Ana", "idle"])
        }
    }

    @Test("allow_stdin false is a clear error, at once")
    func notAllowed() async throws {
        try await withKernel { client, _ in
            let content = try await client.run("ask name?", ["allow_stdin": false]).reply.content
            #expect(content["ename"] == "InputError")
            #expect(content["evalue"]?.string?.contains("allow_stdin") == true)
            #expect(try await !client.hasMessage(.stdin))
        }
    }

    @Test("a client without a stdin channel is a clear error")
    func unreachable() async throws {
        try await withKernel { _, connection in
            let client = try TestClient(connection, channels: [.shell, .iopub])
            _ = try await client.waitForWelcome()
            let content = try await client.run("ask name?").reply.content
            #expect(content["evalue"]?.string?.contains("cannot be reached") == true)
        }
    }

    @Test("an interrupt cancels the question, and a late answer answers no other one")
    func interrupted() async throws {
        try await withKernel { client, _ in
            try await client.execute("ask first?")
            let first = try await client.receive(.stdin)
            #expect(try await client.reply(to: "interrupt_request", on: .control).content["status"] == "ok")
            #expect(try await client.receive().content["evalue"]?.string?.contains("interrupted") == true)

            let header = try await client.execute("ask second?")
            let second = try await client.receive(.stdin)
            try await client.send("input_reply", ["value": "late"], on: .stdin, parent: first.header)
            try await client.send("input_reply", ["value": "right"], on: .stdin, parent: second.header)
            #expect(try await client.receive().parent == header)
            #expect(try await client.outputs(of: header).map(\.summary).contains("stdout:right"))
        }
    }

    @Test("an answer that names no question, as jupyter_client sends it")
    func answerWithoutParent() async throws {
        try await withKernel { client, _ in
            let header = try await client.execute("ask a?\nask b?")
            for answer in ["1", "2"] {
                _ = try await client.receive(.stdin)
                try await client.send("input_reply", ["value": .string(answer)], on: .stdin)
            }
            _ = try await client.receive()
            let text = try await client.outputs(of: header).compactMap { $0.content["text"]?.string }.joined()
            #expect(text == "12")
        }
    }

    @Test("the client that runs the cell is the one that is asked")
    func twoClients() async throws {
        try await withKernel { other, connection in
            let client = try TestClient(connection)
            _ = try await client.waitForWelcome()
            try await client.execute("ask name?")
            let question = try await client.receive(.stdin)
            try await other.send("input_reply", ["value": "not asked"], on: .stdin)
            // A round trip on another channel gives the wrong answer time to arrive first.
            _ = try await other.reply(to: "kernel_info_request", on: .control)
            try await client.send("input_reply", ["value": "asked"], on: .stdin, parent: question.header)
            let reply = try await client.receive()
            #expect(try await client.outputs(of: #require(reply.parent)).map(\.summary).contains("stdout:asked"))
        }
    }
}

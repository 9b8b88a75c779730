import JupyterKernel
import JupyterProtocol
import Testing

@Suite("Subshells", .serialized)
struct SubshellTests {
    @Test("a subshell's cells run beside the main shell's")
    func concurrency() async throws {
        let interpreter = ScriptedInterpreter(supportsSubshells: true)
        try await withKernel(interpreter) { client, _ in
            let info = try await client.reply(to: "kernel_info_request").content
            #expect(info["supported_features"] == ["kernel subshells"])
            let created = try await client.reply(to: "create_subshell_request", on: .control).content
            let id = try #require(created["subshell_id"]?.string)
            let list = try await client.reply(to: "list_subshell_request", on: .control).content
            #expect(list == ["status": "ok", "subshell_id": [.string(id)]])

            try await client.execute("wait")
            let beside = try await client.execute("print beside", subshell: id)
            #expect(try await client.receive().parent == beside)
            // The main shell's cell may have begun before it or after it.
            #expect(interpreter.executions.first { $0.code == "print beside" }?.subshell == id)
            // An error in a subshell drops nothing of the main shell's.
            let waiting = try await client.execute("print later")
            let failing = try await client.execute("fail no", subshell: id)
            #expect(try await client.receive().parent == failing)
            _ = try await client.reply(to: "interrupt_request", on: .control)
            #expect(try await client.receive().content["ename"] == "Interrupted")
            #expect(try await client.receive().parent == waiting)

            let deletion = try await client.reply(
                to: "delete_subshell_request", ["subshell_id": .string(id)], on: .control)
            #expect(deletion.content == ["status": "ok"])
            let gone = try await client.execute("print gone", subshell: id)
            let refusal = try await client.receive()
            #expect(refusal.parent == gone)
            #expect(refusal.content["ename"] == "UnknownSubshell")
        }
    }

    @Test(
        "without subshells, asking for one is an error",
        arguments: ["create_subshell_request", "delete_subshell_request", "list_subshell_request"] as [MessageType])
    func unsupported(_ type: MessageType) async throws {
        try await withKernel { client, _ in
            let content = try await client.reply(to: type, ["subshell_id": "x"], on: .control).content
            #expect(content["status"] == "error")
        }
    }

    @Test("a subshell that is deleted while its cell runs: the cell has its reply, what waited does not begin")
    func deletedWhileRunning() async throws {
        let interpreter = ScriptedInterpreter(supportsSubshells: true)
        try await withKernel(interpreter) { client, _ in
            let created = try await client.reply(to: "create_subshell_request", on: .control).content
            let id = try #require(created["subshell_id"]?.string)
            let running = try await client.execute("hold\nprint end", subshell: id)
            let waiting = try await client.execute("print never", subshell: id)
            // The shell channel is read behind control: both cells are known once this is answered.
            _ = try await client.reply(to: "kernel_info_request")
            let content: JSONValue = ["subshell_id": .string(id)]
            #expect(
                try await client.reply(to: "delete_subshell_request", content, on: .control).content == ["status": "ok"]
            )
            #expect(try await client.receive().parent == waiting)
            let list = try await client.reply(to: "list_subshell_request", on: .control).content
            #expect(list["subshell_id"] == [])
            let again = try await client.reply(to: "delete_subshell_request", content, on: .control).content
            #expect(again["ename"] == "UnknownSubshell")
            interpreter.release()
            let reply = try await client.receive()
            #expect(reply.parent == running)
            #expect(reply.content["status"] == "ok")
        }
    }
}

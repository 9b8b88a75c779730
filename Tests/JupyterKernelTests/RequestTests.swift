import JupyterKernel
import JupyterProtocol
import Testing

@Suite("Requests", .serialized)
struct RequestTests {
    @Test("kernel_info", arguments: [Channel.shell, .control])
    func kernelInfo(_ channel: Channel) async throws {
        try await withKernel { client, _ in
            let content = try await client.reply(to: "kernel_info_request", on: channel).content
            let expected: JSONValue = [
                "status": "ok", "protocol_version": "5.5", "implementation": "scripted",
                "implementation_version": "1.2", "banner": "A banner", "debugger": false, "supported_features": [],
                "language_info": [
                    "name": "script", "version": "3", "mimetype": "text/x-script", "file_extension": ".scr",
                ],
                "help_links": [["text": "Help", "url": "https://example.org"]],
            ]
            #expect(content == expected)
        }
    }

    @Test("everything but cells is answered while a cell runs")
    func besideACell() async throws {
        try await withKernel { client, _ in
            let cell = try await client.execute("wait")
            _ = try await client.nextPublished { $0.header.type == "execute_input" }
            for type in ["kernel_info", "complete", "inspect", "is_complete", "history", "comm_info", "connect"] {
                let reply = try await client.reply(
                    to: MessageType(rawValue: "\(type)_request"), ["code": "x", "cursor_pos": 1])
                #expect(reply.content["status"] != "error")
            }
            #expect(try await client.reply(to: "interrupt_request", on: .control).content == ["status": "ok"])
            let reply = try await client.receive()
            #expect(reply.parent == cell)
            #expect(reply.content["ename"] == "Interrupted")
        }
    }

    @Test(
        "is_complete",
        arguments: [
            ("whole", ["status": "complete"]), ("part", ["status": "incomplete", "indent": "  "]),
            ("wrong", ["status": "invalid"]), ("?", ["status": "unknown"]),
        ] as [(String, JSONValue)])
    func isComplete(_ code: String, _ expected: JSONValue) async throws {
        try await withKernel { client, _ in
            let content = try await client.reply(to: "is_complete_request", ["code": .string(code)]).content
            #expect(content == expected)
        }
    }

    @Test(
        "the cursor counts Unicode scalars and stays in the code",
        arguments: [
            (["code": "e\u{301}🎈", "cursor_pos": 2], 2),
            (["code": "e\u{301}🎈", "cursor_pos": 99], 3),
            (["code": "abc", "cursor_pos": -1], 0),
            (["code": "abc"], 3),
            (["code": "abc", "cursor_pos": nil], 3),
        ] as [(JSONValue, Int)])
    func cursor(_ content: JSONValue, _ cursor: Int) async throws {
        try await withKernel { client, _ in
            let completion = try await client.reply(to: "complete_request", content).content
            let code = content["code"]?.string ?? ""
            #expect(completion["matches"] == ["\(code)|\(cursor)", "f"])
            #expect(completion["cursor_end"]?.integer == cursor)
            #expect(
                completion["metadata"]?["_jupyter_types_experimental"]?[1]
                    == ["text": "f", "type": "function", "signature": "f()", "start": 0, "end": .integer(cursor)])
            let inspection = try await client.reply(to: "inspect_request", content).content
            #expect(
                inspection
                    == [
                        "status": "ok", "found": true, "metadata": [:], "data": ["text/plain": "\(code) \(cursor) 0"],
                    ])
        }
    }

    @Test("nothing to inspect")
    func nothingToInspect() async throws {
        try await withKernel { client, _ in
            let content = try await client.reply(to: "inspect_request", ["code": "nothing", "cursor_pos": 0]).content
            #expect(content == ["status": "ok", "found": false, "data": [:], "metadata": [:]])
        }
    }

    @Test(
        "history",
        arguments: [
            (["hist_access_type": "tail", "n": 2], [[1, 3, "value 12"], [1, 4, "fail 1"]]),
            (["hist_access_type": "tail", "n": 0], []),
            (
                ["hist_access_type": "tail", "n": 2, "output": true],
                [[1, 3, ["value 12", "12"]], [1, 4, ["fail 1", nil]]]
            ),
            (
                ["hist_access_type": "range", "session": 0, "start": 2, "stop": 4],
                [[1, 2, "value 2"], [1, 3, "value 12"]]
            ),
            (["hist_access_type": "range", "session": 1, "start": 4], [[1, 4, "fail 1"]]),
            (["hist_access_type": "range", "session": -1, "start": 1], []),
            (["hist_access_type": "search", "pattern": "value ?", "n": 1], [[1, 2, "value 2"]]),
            (
                ["hist_access_type": "search", "pattern": "*1*", "unique": true],
                [[1, 1, "value 1"], [1, 3, "value 12"], [1, 4, "fail 1"]]
            ),
            (["hist_access_type": "search", "pattern": "value"], []),
        ] as [(JSONValue, JSONValue)])
    func history(_ content: JSONValue, _ expected: JSONValue) async throws {
        try await withKernel { client, _ in
            for code in ["value 1", "value 2", "value 12", "fail 1"] { _ = try await client.run(code) }
            #expect(try await client.reply(to: "history_request", content).content["history"] == expected)
        }
    }

    @Test("unique search keeps the latest of equal inputs")
    func uniqueHistory() async throws {
        try await withKernel { client, _ in
            for code in ["value 1", "value 2", "value 1"] { _ = try await client.run(code) }
            let content: JSONValue = ["hist_access_type": "search", "pattern": "*", "unique": true]
            let rows = try await client.reply(to: "history_request", content).content["history"]
            #expect(rows == [[1, 2, "value 2"], [1, 3, "value 1"]])
        }
    }

    @Test("types that nobody knows are ignored, between busy and idle", arguments: [Channel.shell, .control])
    func unknownType(_ channel: Channel) async throws {
        try await withKernel { client, _ in
            for type in ["debug_request", "make_coffee_request", "", "comm_msg", "status"] as [MessageType] {
                let header = try await client.send(type, ["comm_id": "nobody's"], on: channel)
                #expect(try await client.outputs(of: header).map(\.summary) == ["busy", "idle"])
            }
            // The next message on the channel is the reply to the next request: nothing was answered before.
            #expect(try await client.reply(to: "kernel_info_request", on: channel).content["status"] == "ok")
        }
    }

    @Test("usage")
    func usage() async throws {
        try await withKernel { client, _ in
            let content = try await client.reply(to: "usage_request", on: .control).content
            #expect(content["pid"]?.integer ?? 0 > 1)
            #expect(content["kernel_memory"]?.integer ?? 0 > 1 << 20)
            #expect(content["cpu_count"]?.integer ?? 0 >= 1)
            #expect(content["host_virtual_memory"]?["available"]?.integer ?? 0 > 0)
            let again = try await client.reply(to: "usage_request", on: .control).content
            #expect(again["kernel_cpu"]?.number ?? -1 >= 0)
        }
    }
}

import JupyterKernel
import JupyterProtocol
import Testing

@Suite("Execution", .serialized)
struct ExecutionTests {
    @Test(
        "what is published, in order",
        arguments: [
            ("", ["busy", "input:1", "idle"]),
            ("print a", ["busy", "input:1", "stdout:a\n", "idle"]),
            ("show a\nvalue b", ["busy", "input:1", "display_data:a", "execute_result:b", "idle"]),
            ("update id", ["busy", "input:1", "display_data:before", "update_display_data:after", "idle"]),
            ("clear", ["busy", "input:1", "clear_output", "idle"]),
            ("fail no", ["busy", "input:1", "error:no", "idle"]),
            ("value 1\nwarn x\nfail no", ["busy", "input:1", "execute_result:1", "stderr:x\n", "error:no", "idle"]),
            ("abort", ["busy", "input:1", "idle"]),
        ])
    func order(_ code: String, _ expected: [String]) async throws {
        try await withKernel { client, _ in
            let (_, outputs) = try await client.run(code)
            #expect(outputs.map(\.summary) == expected)
        }
    }

    @Test("a good cell's reply")
    func goodReply() async throws {
        try await withKernel { client, _ in
            let content = try await client.run("value 1", ["user_expressions": ["x": "1+1"]]).reply.content
            let expected: JSONValue = [
                "status": "ok", "execution_count": 1, "payload": [],
                "user_expressions": ["x": ["status": "ok", "data": ["text/plain": "<1+1>"], "metadata": [:]]],
            ]
            #expect(content == expected)
        }
    }

    @Test("a bad cell's reply and its one error message")
    func badReply() async throws {
        try await withKernel { client, _ in
            let (reply, outputs) = try await client.run("fail no")
            let failure: [String: JSONValue] = [
                "ename": "Failure", "evalue": "no", "traceback": ["\u{1B}[31mFailure\u{1B}[0m: no"],
            ]
            #expect(reply.content == .object(failure.merging(["status": "error", "execution_count": 1]) { $1 }))
            #expect(outputs.filter { $0.header.type == "error" }.map(\.content) == [.object(failure)])
        }
    }

    @Test("displays with and without an id")
    func displays() async throws {
        try await withKernel { client, _ in
            let outputs = try await client.run("show a\nupdate d1").outputs
            #expect(
                outputs.compactMap { $0.content["transient"] }
                    == [[:], ["display_id": "d1"], ["display_id": "d1"]])
        }
    }

    @Test("neighbouring pieces of a stream may come as one, and nothing is lost or out of order")
    func streams() async throws {
        try await withKernel { client, _ in
            let lines = (0..<500).map { $0 % 50 == 0 ? "warn \($0)" : "print \($0)" }
            let outputs = try await client.run(lines.joined(separator: "\n")).outputs
            let streams = outputs.filter { $0.header.type == "stream" }
            func text(_ name: String) -> String {
                streams.filter { $0.content["name"]?.string == name }.compactMap { $0.content["text"]?.string }.joined()
            }
            #expect(text("stdout") == (0..<500).filter { $0 % 50 != 0 }.map { "\($0)\n" }.joined())
            #expect(text("stderr") == (0..<500).filter { $0 % 50 == 0 }.map { "\($0)\n" }.joined())
        }
    }

    @Test("a silent cell shows nothing, counts nothing and is no history")
    func silent() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            for code in ["print a\nvalue b\nshow c", "fail no"] {
                let (reply, outputs) = try await client.run(code, ["silent": true])
                #expect(outputs.map(\.summary) == ["busy", "idle"])
                #expect(reply.content["execution_count"] == 0, "the last number that was given")
            }
            let (reply, _) = try await client.run("value 1")
            #expect(reply.content["execution_count"] == 1)
            let history = try await client.reply(to: "history_request", ["hist_access_type": "tail"]).content["history"]
            #expect(history == [[1, 1, "value 1"]])
            #expect(interpreter.executions.map(\.isSilent) == [true, true, false])
            #expect(interpreter.executions.map(\.storesHistory) == [false, false, true])
        }
    }

    @Test("a cell that is not stored keeps the count")
    func notStored() async throws {
        try await withKernel { client, _ in
            var counts: [JSONValue?] = []
            for stores in [true, false, false, true, true] {
                counts.append(
                    try await client.run("", ["store_history": .bool(stores)]).reply.content["execution_count"])
            }
            #expect(counts == [1, 2, 2, 2, 3])
        }
    }

    @Test("an error drops the cells that were sent with it, and nothing else")
    func stopOnError() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            var headers: [Header] = []
            for code in ["print a", "hold\nfail no", "print b", "print c"] {
                headers.append(try await client.execute(code))
            }
            headers.append(try await client.execute("print d", ["stop_on_error": false]))
            let completion = try await client.send("complete_request", ["code": "x", "cursor_pos": 1])
            var replies: [String: Message] = [:]
            while replies[completion.id] == nil {
                let reply = try await client.receive()
                replies[try #require(reply.parent).id] = reply
            }
            // It was sent last and has been answered: all the cells have arrived.
            interpreter.release()
            while replies.count < 6 {
                let reply = try await client.receive()
                replies[try #require(reply.parent).id] = reply
            }
            #expect(
                headers.map { replies[$0.id]?.content["ename"]?.string } == [
                    nil, "Failure", "Aborted", "Aborted", "Aborted",
                ])
            #expect(headers.map { replies[$0.id]?.content["status"] } == ["ok", "error", "error", "error", "error"])
            for header in headers.suffix(3) {
                #expect(try await client.outputs(of: header).map(\.summary) == ["busy", "idle"])
            }
            #expect(interpreter.executions.map(\.code) == ["print a", "hold\nfail no"])
            // What is sent once the client has the reply runs again.
            #expect(try await client.run("print e").reply.content["status"] == "ok")
        }
    }

    @Test("an error drops the cells that were on their way, and no cell made later or by somebody else")
    func stopOnErrorOnTheWay() async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, connection in
            // A clock that is years behind: only differences count.
            let failing = try await client.execute("hold\nfail no", date: "2001-02-03T04:05:06.007008Z")
            _ = try await client.nextPublished { $0.header.type == "execute_input" }
            try await Task.sleep(for: .milliseconds(20))
            interpreter.release()
            #expect(try await client.receive().parent == failing)

            let cells = [
                ("2001-02-03T04:05:06.017008Z", true),
                // To the millisecond, from a browser.
                ("2001-02-03T05:05:06.008+01:00", true),
                // Hours later: the client could know.
                ("2001-02-03T08:05:06.007008Z", false),
                ("someday", false),
            ]
            for (date, isDropped) in cells {
                try await client.execute("print a", date: date)
                #expect(try await client.receive().content["ename"]?.string == (isDropped ? "Aborted" : nil))
            }
            let other = try TestClient(connection)
            try await other.execute("print a", date: cells[0].0)
            #expect(try await other.receive().content["status"] == "ok")
        }
    }

    @Test("a cell that fails at once drops what the client made a few milliseconds later")
    func stopOnErrorAtOnce() async throws {
        try await withKernel { client, _ in
            try await client.execute("fail no", date: "2001-02-03T04:05:06.000000Z")
            #expect(try await client.receive().content["ename"] == "Failure")
            try await client.execute("print a", date: "2001-02-03T04:05:06.004000Z")
            #expect(try await client.receive().content["ename"] == "Aborted")
        }
    }

    @Test("an error does not drop what follows where the cell says so")
    func noStopOnError() async throws {
        try await withKernel { client, _ in
            try await client.execute("fail no", ["stop_on_error": false])
            try await client.execute("print b")
            #expect(try await client.receive().content["ename"] == "Failure")
            #expect(try await client.receive().content["status"] == "ok")
        }
    }

    @Test("a background task's output keeps the parent of its cell")
    func background() async throws {
        try await withKernel { client, _ in
            let first = try await client.execute("later from the first")
            _ = try await client.receive()
            _ = try await client.run("print second")
            let late = try await client.nextPublished { $0.summary == "stdout:from the first" }
            #expect(late.parent == first)
        }
    }

    @Test(
        "requests that are not what they should be",
        arguments: [
            ([:], "no \"code\""),
            (["code": 7], "\"code\": 7"),
            (["code": "", "silent": "yes"], "\"silent\": \"yes\""),
            (["code": "", "stop_on_error": nil], "\"stop_on_error\": null"),
            (["code": "", "user_expressions": ["x": 1]], "\"user_expressions\""),
        ] as [(JSONValue, String)])
    func malformed(_ content: JSONValue, _ part: String) async throws {
        let interpreter = ScriptedInterpreter()
        try await withKernel(interpreter) { client, _ in
            let header = try await client.send("execute_request", content)
            let reply = try await client.receive()
            #expect(reply.content["ename"] == "MalformedRequest")
            #expect(reply.content["evalue"]?.string?.contains(part) == true)
            #expect(try await client.outputs(of: header).map(\.summary) == ["busy", "idle"])
            #expect(interpreter.executions.isEmpty)
            #expect(try await client.run("").reply.content["execution_count"] == 1)
        }
    }

    @Test("a thousand cells at once are all answered, in order")
    func burst() async throws {
        try await withKernel { client, _ in
            var headers: [Header] = []
            for number in 0..<1_000 { headers.append(try await client.execute("value \(number)")) }
            for (index, header) in headers.enumerated() {
                let reply = try await client.receive()
                try #require(reply.parent == header)
                try #require(reply.content["execution_count"]?.integer == index + 1)
            }
            for header in headers {
                let outputs = try await client.outputs(of: header)
                try #require(outputs.count == 4)
            }
        }
    }
}

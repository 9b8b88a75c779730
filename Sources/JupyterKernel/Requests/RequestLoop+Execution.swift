import JupyterProtocol

extension RequestLoop {
    private static let earlierFailure = "An earlier cell ended with an error."

    /// Queues a cell.
    func enqueue(_ request: Request) {
        guard phase == .serving else {
            abort(request, because: "The kernel is shutting down.")
            return
        }
        guard let lane = lanes[request.header.subshell], !lane.isDeleted else {
            publish(maker.status("busy", parent: request.header))
            refuse(request, name: "UnknownSubshell", value: unknownSubshell(request.header.subshell))
            publish(maker.status("idle", parent: request.header))
            return
        }
        if lane.failure?.precedesKnowledge(request) == true {
            abort(request, because: Self.earlierFailure)
            return
        }
        lane.queue.append(request)
        startNext(lane)
    }

    /// Runs the next cell of a lane that is free.
    func startNext(_ lane: ExecutionLane) {
        for announce in handNext(of: lane) { announce() }
    }

    /// Hands the next cell of a lane that is free to the interpreter, which starts while the clients are still told of other things.
    /// What it shows comes to this thread, and so after what is told now.
    ///
    /// - Returns: what tells the clients.
    private func handNext(of lane: ExecutionLane) -> [() -> Void] {
        var announcements: [() -> Void] = []
        while lane.running == nil, let request = lane.queue.popFirst() {
            do throws(MalformedRequest) {
                announcements.append(try start(request, on: lane))
            } catch {
                announcements.append { [self] in
                    publish(maker.status("busy", parent: request.header))
                    refuse(request, name: "MalformedRequest", value: error.message)
                    publish(maker.status("idle", parent: request.header))
                }
            }
        }
        return announcements
    }

    private func start(_ request: Request, on lane: ExecutionLane) throws(MalformedRequest) -> () -> Void {
        let isSilent = try request.flag("silent", default: false)
        let storesHistory = try request.flag("store_history", default: true) && !isSilent
        let execution = ExecutionRequest(
            code: try request.text("code"), executionCount: executionCount, isSilent: isSilent,
            storesHistory: storesHistory, allowsStdin: try request.flag("allow_stdin", default: true),
            userExpressions: try request.userExpressions, subshell: lane.subshell)
        let output = CellChannel(
            request: request.message, maker: maker, outbox: outbox, executionCount: executionCount,
            isSilent: isSilent, allowsStdin: execution.allowsStdin, limit: configuration.outputLimit)
        let stopsOnError = try request.flag("stop_on_error", default: true)
        lane.running = ExecutionLane.Running(
            request: request, execution: execution, output: output, start: Timestamp.now().description,
            stopsOnError: stopsOnError)
        if storesHistory { executionCount += 1 }
        lane.worker.add { [interpreter, outbox, subshell = lane.subshell] in
            let outcome = await interpreter.execute(execution, output: output)
            if outcome.isFailure, stopsOnError { await QueueFailure.letOthersArrive(behind: request) }
            // All outputs have been posted before, so they are sent before the reply.
            outbox.perform { $0.finish(subshell, outcome) }
        }
        return { [self] in
            publish(maker.status("busy", parent: request.header))
            guard !isSilent else { return }
            publish(
                maker.published(
                    "execute_input",
                    ["code": .string(execution.code), "execution_count": .integer(execution.executionCount)],
                    parent: request.header))
        }
    }

    /// Replies to the cell that a lane ran, and goes on with the next.
    func finish(_ subshell: String?, _ outcome: ExecutionOutcome) {
        guard let lane = lanes[subshell], let running = lane.running else { return }
        let request = running.request
        if let text = running.output.end() {
            handleEvents([.text(TextOutput(source: running.output, stream: .stderr, text: text))])
        }
        cancelQuestions(of: running.output, .cellEnded)

        let stopsQueue = outcome.isFailure && running.stopsOnError
        // What the client sent before it can know of the error counts as queued, also where it has not been read yet.
        if stopsQueue {
            drainShell()
            lane.failure = QueueFailure(of: request)
        }

        lane.running = nil
        let announcements = stopsQueue ? [] : handNext(of: lane)

        if case .error(let name, let value, let traceback) = outcome, !running.execution.isSilent {
            let content: JSONValue = [
                "ename": .string(name), "evalue": .string(value),
                "traceback": .array(traceback.map(JSONValue.string)),
            ]
            publish(maker.published("error", content, parent: request.header))
        }
        var content = outcome.reply
        // A silent cell has no number. Clients make their next prompt of the last one that was given.
        content["execution_count"] = .integer(
            running.execution.isSilent ? executionCount - 1 : running.execution.executionCount)
        let metadata: JSONValue = [
            "started": .string(running.start), "status": content["status"] ?? "ok", "dependencies_met": true,
        ]
        send(
            maker.answer("execute_reply", .object(content), to: request.message, metadata: metadata),
            on: request.channel)
        publish(maker.status("idle", parent: request.header))
        for announce in announcements { announce() }
        if running.execution.storesHistory {
            history.append(
                line: running.execution.executionCount, input: running.execution.code,
                output: running.output.resultText)
        }
        if stopsQueue { abortQueue(of: lane, because: Self.earlierFailure) }
        forgetIfDone(lane)
        if phase != .serving { endIfQuiet() }
    }

    /// Answers all waiting cells without running them.
    func abortQueue(of lane: ExecutionLane, because reason: String) {
        while let request = lane.queue.popFirst() {
            abort(request, because: reason)
        }
    }

    private func abort(_ request: Request, because reason: String) {
        publish(maker.status("busy", parent: request.header))
        var content = ExecutionOutcome.abortion(reason)
        content["execution_count"] = .integer(executionCount)
        send(
            maker.answer("execute_reply", .object(content), to: request.message, metadata: ["status": "error"]),
            on: request.channel)
        publish(maker.status("idle", parent: request.header))
    }
}

extension Request {
    fileprivate var userExpressions: [String: String] {
        get throws(MalformedRequest) {
            var expressions: [String: String] = [:]
            for (name, expression) in content["user_expressions"]?.object ?? [:] {
                guard case .string(let text) = expression else {
                    throw MalformedRequest(
                        header.type, field: "user_expressions", expected: "an object of strings",
                        given: content["user_expressions"])
                }
                expressions[name] = text
            }
            return expressions
        }
    }
}

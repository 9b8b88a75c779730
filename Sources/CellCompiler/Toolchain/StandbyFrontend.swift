/// A frontend that was started in advance and waits for its source at a ``SourceGate``.
///
/// Most of a small cell's compilation is the start of the process and the loading of modules; this one has that behind it
/// when the cell arrives.
actor StandbyFrontend {
    /// What a waiting frontend was started for.
    struct Preparation: Sendable {
        var name: ModuleName
        var gate: SourceGate
        var program: String
        var arguments: [String]
        var object: String
        var optimization: Optimization
        /// The modules that it loads before it waits.
        var modules: Set<String>
        /// The last cell that it can import.
        var lastCell: ModuleName
    }

    /// What a frontend did with a source.
    struct Outcome: Sendable {
        var name: ModuleName
        var result: Tool.Result
    }

    private struct Waiting {
        var preparation: Preparation
        var run: FrontendRun
        var retirement: Task<Void, Never>
    }

    /// A process that nobody needs holds memory: it is ended after a while.
    private static let patience = Duration.seconds(300)
    private var waiting: Waiting?
    /// False once a frontend did not see its source.
    private var isUsable = true

    /// Starts a frontend, if none waits.
    ///
    /// - Parameter make: what to start; nil when it cannot be started now.
    func prepare(_ make: @Sendable () -> Preparation?) {
        guard isUsable, waiting == nil, let preparation = make() else { return }
        let run = FrontendRun(
            program: preparation.program, arguments: preparation.arguments, object: preparation.object,
            input: preparation.gate.reader)
        let number = preparation.name.number
        let retirement = Task { [weak self] in
            guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            await self?.dismiss(number: number)
        }
        waiting = Waiting(preparation: preparation, run: run, retirement: retirement)
    }

    /// Hands the source to the waiting frontend.
    ///
    /// - Parameters:
    ///   - optimization: How the source is to be compiled.
    ///   - modules: The modules that the source may see.
    ///   - cells: The modules of cells that it imports.
    ///   - whenTaken: Done once the frontend has its source.
    /// - Returns: What the frontend said, or nil when none could take it: compile in the ordinary way.
    func compile(
        _ source: String, optimization: Optimization, modules: Set<String>, cells: Set<String>,
        whenTaken: @escaping @Sendable () async -> Void
    ) async throws -> Outcome? {
        guard let taken = waiting else { return nil }
        guard taken.preparation.optimization == optimization, taken.preparation.modules.isSubset(of: modules),
            cells.allSatisfy({ taken.preparation.lastCell.isNotBefore($0) })
        else {
            dismiss()
            return nil
        }
        waiting = nil
        taken.retirement.cancel()
        defer { taken.preparation.gate.remove() }
        guard taken.preparation.gate.open(with: source) else {
            taken.run.cancel()
            return nil
        }
        Task { await whenTaken() }
        let result = try await taken.run.result()
        guard result.succeeded || !SourceGate.isStale(result.errors) else {
            isUsable = false
            dismiss()
            return nil
        }
        return Outcome(name: taken.preparation.name, result: result)
    }

    /// Ends the waiting frontend for good; returns when it is gone.
    func end() async {
        isUsable = false
        let run = waiting?.run
        dismiss()
        await run?.end()
    }

    /// Ends the waiting frontend: what it knows is not enough any more.
    func dismiss() {
        guard let waiting else { return }
        waiting.retirement.cancel()
        waiting.run.cancel()
        waiting.preparation.gate.abandon()
        waiting.preparation.gate.remove()
        self.waiting = nil
    }

    private func dismiss(number: Int) {
        if waiting?.preparation.name.number == number { dismiss() }
    }
}

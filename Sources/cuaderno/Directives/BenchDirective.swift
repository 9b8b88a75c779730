import ArgumentParser
import CellCompiler
import JupyterKernel
import JupyterProtocol
import WorkerProtocol

/// `%bench LINE`, `%%bench`
struct BenchDirective: Directive {
    static let name = DirectiveName.bench
    static let takesLine = true
    static let configuration = makeConfiguration(
        "%bench (1...1000).reduce(0, +)\n%bench -r 50 -n 100 try clf.predict([[0.5, 0.25]])",
        discussion: """
            Swift runs as the body of a function, so what it declares is not there afterwards. The number of runs a sample is \
            chosen such that a sample takes at least ten milliseconds. Of lines with commands the outputs are left out.
            """)

    @Option(
        name: [.customShort("r"), .customLong("samples"), .customLong("repeat")], help: "How many samples to take.")
    var samples = 20

    @Option(
        name: [.customShort("n"), .customLong("runs"), .customLong("number")], help: "How many runs make a sample.")
    var runs: Int?

    func validate() throws {
        guard (1...100_000).contains(samples) else { throw ValidationError("--samples takes 1 to 100000.") }
        guard runs.map({ (1...1_000_000_000).contains($0) }) ?? true else {
            throw ValidationError("--runs takes 1 to 1000000000.")
        }
    }

    func run(in context: DirectiveContext) async throws {
        try context.requireStatement(Self.name)
        let session = context.session
        let names = await session.names
        let segments = CellSplitter.segments(of: context.statement, isVariable: names.hasVariable)
        guard segments.count == 1, case .swift(let text, let line) = segments[0] else {
            try await measureLines(in: context)
            return
        }
        let setting = await session.directives.optimization
        let isOptimized = setting ?? BenchmarkSource.deservesOptimisation(text)
        var unit = CellUnit(
            label: context.label, text: BenchmarkSource.text(of: text, loops: runs ?? 0, samples: samples),
            firstLine: context.firstLine + line - 1, isOptimized: isOptimized)
        do {
            try await session.run(swift: unit, output: context.output)
        } catch let failure as CellFailure where failure.name == "Compilation error" {
            // The mistake is told in the student's own words, if it is one there.
            unit.text = text
            try await session.check(unit)
            throw failure
        }
        if !isOptimized { context.say("compiled without optimisation, as such a cell is; %optimize on changes that") }
    }

    /// Commands, and cells that mix: measured from here, with the messages to the worker and back in it.
    private func measureLines(in context: DirectiveContext) async throws {
        let muted = MutedOutput(context.output)
        let activity = Activity.current
        // Compiling is done in the first run, and so are the outputs.
        try await context.runStatement()
        let times = try await RunTimes.measure(loops: runs, samples: samples) { count in
            activity?.spent = TimeSpent()
            for _ in 0..<count { try await context.runStatement(output: muted) }
            return (activity?.spent ?? TimeSpent()).running.nanoseconds
        }
        context.say(times.text)
    }
}

/// Lets errors and questions through, and nothing else.
private struct MutedOutput: CellOutput {
    private let output: any CellOutput

    init(_ output: any CellOutput) {
        self.output = output
    }

    func stream(_ stream: OutputStream, _ text: String) {}
    func display(_ bundle: MIMEData, id: String?) {}
    func updateDisplay(_ bundle: MIMEData, id: String) {}
    func result(_ bundle: MIMEData) {}
    func clear(wait: Bool) {}
    func input(prompt: String, isPassword: Bool) async throws -> String {
        try await output.input(prompt: prompt, isPassword: isPassword)
    }
    func send(_ event: CommEvent) { output.send(event) }
    func closeComms() { output.closeComms() }
    func error(name: String, value: String, traceback: [String]) {
        output.error(name: name, value: value, traceback: traceback)
    }
}

import ArgumentParser
import WorkerProtocol

/// `%optimize [on|off|auto]`, `%%optimize`
struct OptimizeDirective: Directive {
    /// What it may say.
    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case on, off, auto

        var isOptimized: Bool? {
            switch self {
            case .on: true
            case .off: false
            case .auto: nil
            }
        }
    }

    static let name = DirectiveName.optimize
    static let takesCell = true
    static let values = ["mode": [CommandGrammar.Values.choice(Mode.allCases.map(\.rawValue))]]
    static let configuration = makeConfiguration(
        "%optimize on\n%%optimize off",
        discussion: """
            Optimised code runs up to a hundred times faster, and its compilation takes a fifth of a second longer. auto, which \
            holds at first, optimises what has a loop, a function or a type. Without a mode %optimize tells the present one, \
            and %%optimize means on.
            """)

    @Argument(help: "on, off or auto.")
    var mode: Mode?

    func run(in context: DirectiveContext) async throws {
        let session = context.session
        if context.isForCell {
            try context.requireStatement(Self.name)
            let before = await session.directives.optimization
            await session.setOptimization((mode ?? .on).isOptimized)
            do {
                try await context.runStatement()
                await session.setOptimization(before)
            } catch {
                await session.setOptimization(before)
                throw error
            }
            return
        }
        if let mode {
            await session.setOptimization(mode.isOptimized)
        } else {
            let isOptimized = await session.directives.optimization
            let mode = Mode.allCases.first { $0.isOptimized == isOptimized } ?? .auto
            context.say("%optimize \(mode.rawValue)")
        }
    }
}

extension NotebookSession {
    func setOptimization(_ isOptimized: Bool?) { directives.optimization = isOptimized }
}

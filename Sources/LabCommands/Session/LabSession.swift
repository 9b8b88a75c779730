package import NeuralEngine
import Synchronization

/// The names of a session and what they stand for, shared by `%` commands and Swift cells.
///
/// Whoever defined a name last, a command or a Swift cell, decides what it stands for. The lock is held for look-ups and
/// assignments only, never while a getter, a training or a sink runs: a thread that crashes there is parked and would keep it.
public final class LabSession: Sendable {
    /// The session of this process.
    public static let shared = LabSession()

    private struct State: Sendable {
        var entries: [String: LabEntry] = [:]
        var trainings: [TrainingRecord] = []
        var shown: (history: History, cell: Int)?
        var lastOrder = 0
        var announce: (@Sendable (_ name: String, _ type: String, _ summary: String) -> Void)?
    }

    private let state = Mutex(State())

    public init() {}

    /// Sets who is told of each object that a command made, with its Swift type and a line about it.
    public func onDefinition(
        _ announce: (@Sendable (_ name: String, _ type: String, _ summary: String) -> Void)?
    ) {
        state.withLock { $0.announce = announce }
    }

    /// Takes a variable of a Swift cell; it replaces whatever had the name.
    ///
    /// - Parameters:
    ///   - type: its type as Swift source.
    ///   - get: reads its present value. Called on the thread that runs commands.
    /// - Returns: the number of the definition, for ``unbind(_:order:)``.
    @discardableResult
    public func bind(_ name: String, type: String, _ get: @escaping () -> Any) -> Int {
        store(.variable(SwiftVariable(type: type, get: get)), as: name).order
    }

    /// Forgets a variable whose value is given back, unless the name stands for something newer.
    public func unbind(_ name: String, order: Int) {
        let removed = state.withLock { state in
            state.entries[name]?.order == order ? state.entries.removeValue(forKey: name) : nil
        }
        withExtendedLifetime(removed) {}
    }

    /// Defines an object that a command made, and tells the kernel.
    func define(_ name: String, _ value: LabValue) {
        let announce = store(value, as: name).announce
        if let type = value.swiftType { announce?(name, type, value.line.text) }
    }

    /// What a name stands for, variables fetched.
    func value(of name: String) -> LabValue? {
        guard let entry = state.withLock({ $0.entries[name] }) else { return nil }
        return entry.value.fetched
    }

    /// Gives up what the names stand for.
    func forget(_ names: [String]) {
        let removed = state.withLock { state in names.map { state.entries.removeValue(forKey: $0) } }
        // As in ``store(_:as:)``.
        withExtendedLifetime(removed) {}
    }

    /// All entries, oldest definition first, variables not fetched.
    var entries: [LabEntry] { state.withLock { $0.entries.values.sorted { $0.order < $1.order } } }

    /// The entry of a name, a variable not fetched.
    func entry(_ name: String) -> LabEntry? { state.withLock { $0.entries[name] } }

    /// Remembers a network's training, whoever started it. The memory holds the last of each network that still lives.
    ///
    /// - Parameter classNames: what its classes are called; nil when who started it does not know.
    package func record(_ history: History, of model: Model, classNames: [String]? = nil) {
        state.withLock { state in
            state.trainings.removeAll { $0.model == nil || $0.model === model }
            state.trainings.append(TrainingRecord(model: model, history: history, classNames: classNames))
        }
    }

    /// Remembers what a live view has left on the screen.
    func noteShown(_ history: History, cell: Int) { state.withLock { $0.shown = (history, cell) } }

    /// Whether the cell's live view shows this very training, so that showing it again would say nothing new.
    package func isShown(_ history: History, cell: Int) -> Bool {
        guard let shown = state.withLock({ $0.shown }) else { return false }
        return shown.cell == cell && shown.history == history
    }

    /// The last training of a network.
    func lastTraining(of model: Model) -> History? { lastRecord(of: model)?.history }

    /// The record of a network's last training.
    func lastRecord(of model: Model) -> TrainingRecord? {
        state.withLock { state in state.trainings.last { $0.model === model } }
    }

    private func store(
        _ value: LabValue, as name: String
    ) -> (announce: (@Sendable (String, String, String) -> Void)?, order: Int) {
        let (announce, order, replaced) = state.withLock { state in
            state.lastOrder += 1
            let replaced = state.entries.updateValue(
                LabEntry(name: name, value: value, order: state.lastOrder), forKey: name)
            return (state.announce, state.lastOrder, replaced)
        }
        // What is replaced is released after the lock: a deinit is code of others.
        withExtendedLifetime(replaced) {}
        return (announce, order)
    }
}

/// A name with what it stands for.
struct LabEntry: Sendable {
    let name: String
    let value: LabValue
    /// Grows with every definition.
    let order: Int
}

public import JupyterProtocol
import Synchronization

/// The outputs of the cells of a notebook while they run.
///
/// Does what Jupyter's clients do: joins neighbouring pieces of one stream, replaces what is updated wherever it was shown, and
/// clears when told to. May be used from any thread.
public final class OutputLedger: Sendable {
    fileprivate struct State {
        var outputs: [Int: [NotebookOutput]] = [:]
        /// Where the outputs of a display id are.
        var places: [String: [(cell: Int, index: Int)]] = [:]
        /// Cells that clear when their next output arrives.
        var cleared: Set<Int> = []
        /// The size of all outputs, and of each cell's.
        var bytes = 0
        var cellBytes: [Int: Int] = [:]
        /// Cells whose outputs were given up.
        var dropped: Set<Int> = []
    }

    private let state = Mutex(State())

    private let byteLimit: Int

    /// - Parameter byteLimit: where the outputs are larger together, those of the oldest cells are given up.
    public init(byteLimit: Int = .max) { self.byteLimit = byteLimit }

    /// The cells whose outputs were given up.
    public var dropped: Set<Int> { state.withLock(\.dropped) }

    /// The outputs of a cell so far.
    public func outputs(of cell: Int) -> [NotebookOutput] {
        state.withLock { $0.outputs[cell] ?? [] }
    }

    /// Forgets a cell's outputs, as before it runs again.
    public func remove(cell: Int) {
        state.withLock { $0.clear(cell) }
    }

    /// Takes printed text.
    public func stream(_ name: String, _ text: String, cell: Int) {
        state.withLock { state in
            state.clearIfWanted(cell)
            state.add(text.utf8.count, to: cell, limit: byteLimit)
            let end = (state.outputs[cell]?.count ?? 0) - 1
            if end >= 0, case .stream(name, var joined)? = state.outputs[cell]?[end] {
                // Taken out first, so that the text grows in place.
                state.outputs[cell]?[end] = .stream(name: name, text: "")
                OverwrittenText.append(text, to: &joined)
                state.outputs[cell]?[end] = .stream(name: name, text: joined)
            } else {
                var first = ""
                OverwrittenText.append(text, to: &first)
                state.outputs[cell, default: []].append(.stream(name: name, text: first))
            }
        }
    }

    /// Takes a picture or another thing that is shown.
    /// - Parameter id: by which it can be replaced.
    public func show(_ output: NotebookOutput, id: String? = nil, cell: Int) {
        state.withLock { state in
            state.clearIfWanted(cell)
            state.add(output.byteCount, to: cell, limit: byteLimit)
            state.outputs[cell, default: []].append(output)
            if let id { state.places[id, default: []].append((cell, state.outputs[cell, default: []].count - 1)) }
        }
    }

    /// Replaces everything that was shown with the id.
    public func update(_ data: [String: JSONValue], metadata: [String: JSONValue], id: String) {
        state.withLock { state in
            for place in state.places[id] ?? [] {
                guard let old = state.outputs[place.cell]?[place.index] else { continue }
                let new: NotebookOutput =
                    if case .result(_, _, let count) = old {
                        .result(data: data, metadata: metadata, executionCount: count)
                    } else {
                        .display(data: data, metadata: metadata)
                    }
                state.outputs[place.cell]?[place.index] = new
                state.add(new.byteCount - old.byteCount, to: place.cell, limit: byteLimit)
            }
        }
    }

    /// Removes a cell's outputs.
    /// - Parameter wait: when its next output arrives.
    public func clear(wait: Bool, cell: Int) {
        state.withLock { state in
            if wait { state.cleared.insert(cell) } else { state.clear(cell) }
        }
    }
}

extension OutputLedger.State {
    fileprivate mutating func clear(_ cell: Int) {
        cleared.remove(cell)
        outputs[cell] = nil
        bytes -= cellBytes.removeValue(forKey: cell) ?? 0
        for (id, found) in places { places[id] = found.filter { $0.cell != cell } }
    }

    fileprivate mutating func clearIfWanted(_ cell: Int) {
        if cleared.contains(cell) { clear(cell) }
    }

    fileprivate mutating func add(_ count: Int, to cell: Int, limit: Int) {
        bytes += count
        cellBytes[cell, default: 0] += count
        while bytes > limit, let oldest = cellBytes.keys.min() {
            clear(oldest)
            dropped.insert(oldest)
        }
    }
}

extension NotebookOutput {
    /// How much memory it takes, roughly: texts and pictures are nearly all of it.
    fileprivate var byteCount: Int {
        switch self {
        case .stream(_, let text): text.utf8.count
        case .display(let data, _), .result(let data, _, _):
            data.values.reduce(0) { $0 + ($1.string?.utf8.count ?? 100) }
        case .error(_, let value, let traceback): traceback.reduce(value.utf8.count) { $0 + $1.utf8.count }
        }
    }
}

import Synchronization

/// The libraries of cells that a session has compiled, by everything that the compiler saw: a cell that is run again with the
/// same live names need not be compiled again.
///
/// The least recently used go first. The files belong to the session, which removes them at its end.
final class LibraryCache: Sendable {
    /// What a library was made of.
    struct Key: Hashable, Sendable {
        /// The generated source, its imports of other cells among it, without the cell's label.
        var source: String
        var optimization: Optimization
    }

    private struct State {
        var libraries: [Key: (library: CompiledLibrary, lastUse: Int)] = [:]
        var uses = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: how many libraries are remembered.
    init(limit: Int = 256) {
        self.limit = limit
    }

    /// The library that was made of this.
    func library(for key: Key) -> CompiledLibrary? {
        state.withLock { state in
            guard let found = state.libraries[key]?.library else { return nil }
            state.uses += 1
            state.libraries[key]?.lastUse = state.uses
            return found
        }
    }

    /// Remembers a library.
    func insert(_ library: CompiledLibrary, for key: Key) {
        state.withLock { state in
            state.uses += 1
            state.libraries[key] = (library, state.uses)
            guard state.libraries.count > limit,
                let oldest = state.libraries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            else { return }
            state.libraries[oldest] = nil
        }
    }
}

/// Where each array of a plan lies, chosen so that arrays which are never needed at the same time share memory.
///
/// Finding the smallest workspace is as hard as packing boxes; taking the largest arrays first, each at the lowest place that
/// is free while it lives, comes within a few percent (Pisarchyk and Lee 2020, "greedy by size").
struct WorkspaceLayout {
    /// One array: its floats, and the first and the last step of the plan that touches it.
    struct Lifetime {
        var count: Int
        var first: Int
        var last: Int
    }

    private(set) var offsets: [ArrayKey: Int] = [:]
    /// Floats in the workspace.
    private(set) var count = 0

    init(_ lifetimes: [ArrayKey: Lifetime]) {
        // Dictionaries have an order of their own in each process; the layout, and with it the alignment, shall not.
        let sorted = lifetimes.sorted { a, b in
            (b.value.count, a.value.first, a.value.last, a.key.rank) < (
                a.value.count, b.value.first, b.value.last, b.key.rank
            )
        }
        var placed: [(lifetime: Lifetime, start: Int, end: Int)] = []
        for (key, lifetime) in sorted {
            let size = (lifetime.count + 15) & ~15
            var start = 0
            // `placed` is kept in the order of starts, so the first gap that is large enough is the lowest.
            for other in placed where other.lifetime.first <= lifetime.last && lifetime.first <= other.lifetime.last {
                if other.start >= start + size { break }
                start = max(start, other.end)
            }
            offsets[key] = start
            count = max(count, start + size)
            let place = placed.firstIndex { $0.start > start } ?? placed.count
            placed.insert((lifetime, start, start + size), at: place)
        }
    }
}

extension ArrayKey {
    /// An order of keys, the same in every process.
    fileprivate var rank: Int {
        switch self {
        case .data(let id): id &* 64
        case .gradient(let id): id &* 64 &+ 1
        case .auxiliary(let id, let index): id &* 64 &+ 2 &+ index
        }
    }
}

/// The cells that succeeded, so that a new worker can be brought to where the one before it was.
struct SessionRecord {
    /// A cell as it was run.
    struct Cell: Equatable {
        /// How the student knows it: `In[7]`.
        var label: String
        var code: String
        /// Its place among the session's successful cells.
        fileprivate var order: Int
    }

    /// Those whose values the present worker holds.
    private var held: [Cell] = []
    /// Those whose values went with an earlier worker, in their order.
    private(set) var lost: [Cell] = []
    private var count = 0

    mutating func succeeded(label: String, code: String) {
        count += 1
        held.append(Cell(label: label, code: code, order: count))
    }

    mutating func workerDied() {
        lost = (lost + held).sorted { $0.order < $1.order }
        held = []
    }

    /// The first of the lost cells was run again.
    mutating func restoredFirst() {
        held.append(lost.removeFirst())
    }

    /// The first of the lost cells failed and is not tried again.
    mutating func gaveUpFirst() {
        lost.removeFirst()
    }
}

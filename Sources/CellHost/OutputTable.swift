/// Who takes what cells say, also long after their end: a task may outlive its cell.
struct OutputTable {
    private var outputs: [Int: any WorkerOutput] = [:]
    private var order: [Int] = []
    /// More cells than a notebook has. What comes from an older one is shown by the newest.
    private static let capacity = 4_096

    mutating func add(_ output: any WorkerOutput, for cell: Int) {
        outputs[cell] = output
        order.append(cell)
        guard order.count > 2 * Self.capacity else { return }
        for cell in order.prefix(Self.capacity) { outputs[cell] = nil }
        order.removeFirst(Self.capacity)
    }

    func output(of cell: Int) -> (any WorkerOutput)? {
        outputs[cell] ?? order.last.flatMap { outputs[$0] }
    }
}

/// The order in which an epoch takes the examples, in memory that is allocated once for a training.
struct ExampleOrder {
    var generator: SeededGenerator
    private let memory: UnsafeMutableBufferPointer<Int>?

    /// - Parameter shuffles: whether each epoch has another order; they stay as they stand otherwise.
    init(count: Int, seed: UInt64, shuffles: Bool) {
        generator = SeededGenerator(seed: seed)
        guard shuffles else {
            memory = nil
            return
        }
        let memory = UnsafeMutableBufferPointer<Int>.allocate(capacity: count)
        for index in 0..<count { memory.initializeElement(at: index, to: index) }
        self.memory = memory
    }

    func deallocate() { memory?.deallocate() }

    /// The examples' indices in order; nil for the order in which they stand.
    var indices: UnsafePointer<Int>? { memory?.baseAddress.map { UnsafePointer($0) } }

    /// Draws the next epoch's order from all orders evenly (Fisher and Yates).
    mutating func shuffle() {
        guard let memory else { return }
        for last in stride(from: memory.count - 1, to: 0, by: -1) {
            memory.swapAt(last, generator.nextIndex(below: last + 1))
        }
    }
}

/// The order in which an epoch takes the examples, in memory that is allocated once for a training.
struct ExampleOrder {
    var generator: SeededGenerator
    private let memory: UnsafeMutableBufferPointer<Int>?

    /// - Parameter shuffles: whether each epoch has another order; they stay as they stand otherwise.
    init(count: Int, seed: UInt64, shuffles: Bool) {
        generator = SeededGenerator(seed: seed)
        memory = shuffles ? .allocate(capacity: count) : nil
    }

    func deallocate() { memory?.deallocate() }

    /// The examples' indices in order; nil for the order in which they stand.
    var indices: UnsafePointer<Int>? { memory?.baseAddress.map { UnsafePointer($0) } }

    /// Draws the next epoch's order from all orders evenly (Fisher and Yates). It begins from the order in which the examples
    /// stand, so that the generator alone decides it: a training that goes on from a checkpoint draws the same.
    mutating func shuffle() {
        guard let memory else { return }
        for index in memory.indices { memory.initializeElement(at: index, to: index) }
        for last in stride(from: memory.count - 1, to: 0, by: -1) {
            memory.swapAt(last, generator.nextIndex(below: last + 1))
        }
    }
}

extension Dataset {
    /// All examples once, in batches, for training loops written by hand:
    ///
    /// ```swift
    /// for batch in try data.batches(of: 32, seed: epoch) { … batch.features … batch.targets … }
    /// ```
    ///
    /// - Parameters:
    ///   - size: examples a batch; the last one may be smaller.
    ///   - seed: draws the order; nil leaves it as it is.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a size below 1.
    public func batches(of size: Int, seed: UInt64? = nil) throws -> Batches {
        guard size >= 1 else {
            throw EngineError(.invalidArgument, "A batch has 1 example or more, not \(size).")
        }
        var order = Array(0..<count)
        if let seed {
            var generator = SeededGenerator(seed: seed)
            order = generator.permutation(count)
        }
        return Batches(data: self, order: order, size: min(size, count))
    }

    /// What ``batches(of:seed:)`` gives; each batch is copied when it is asked for.
    public struct Batches: Sequence, IteratorProtocol, Sendable {
        let data: Dataset
        let order: [Int]
        let size: Int
        private var place = 0

        init(data: Dataset, order: [Int], size: Int) { (self.data, self.order, self.size) = (data, order, size) }

        public mutating func next() -> Dataset? {
            guard place < order.count else { return nil }
            defer { place += size }
            // The rows are places of these examples, and there is one at least.
            return try? data.rows(Array(order[place..<Swift.min(place + size, order.count)]))
        }
    }
}

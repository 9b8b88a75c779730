extension Dataset {
    /// The examples in parts of nearly equal size, each held back once while the rest is for training.
    ///
    /// When the targets are classes, each part holds the same share of each class (as near as whole examples allow).
    ///
    /// - Parameters:
    ///   - count: how many parts, from 2 to as many as there are examples.
    ///   - stratified: whether classes are spread evenly, where there are classes.
    ///   - seed: the same seed gives the same parts.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there cannot be so many parts.
    public func folds(
        _ count: Int, stratified: Bool = true, seed: UInt64 = 0
    ) throws -> [(train: Dataset, validation: Dataset)] {
        guard count >= 2, count <= self.count else {
            throw EngineError(
                .invalidArgument,
                "\(count) folds were asked for, expected 2 to \(self.count), the examples of data set \"\(name)\".")
        }
        var generator = SeededGenerator(seed: seed)
        var order = generator.permutation(self.count)
        if stratified, let labels {
            // Class by class in the drawn order, dealt out in turns: sizes differ by one at most, those of a class too.
            let groups = Dictionary(grouping: order) { labels[$0] }
            order = groups.keys.sorted().flatMap { groups[$0] ?? [] }
        }
        return try (0..<count).map { fold in
            let held = stride(from: fold, to: order.count, by: count).map { order[$0] }
            let rest = order.indices.filter { $0 % count != fold }.map { order[$0] }
            var (train, validation) = (try rows(rest), try rows(held))
            train.name = "\(name) (without fold \(fold + 1))"
            validation.name = "\(name) (fold \(fold + 1))"
            return (train, validation)
        }
    }
}

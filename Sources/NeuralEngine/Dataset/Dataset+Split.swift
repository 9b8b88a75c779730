extension Dataset {
    /// Draws a part of the examples for validation; the rest is for training.
    ///
    /// When the targets are classes, each class gives the same part (as near as whole examples allow), so that a small
    /// validation set still holds all of them.
    ///
    /// - Parameters:
    ///   - validation: the part, between 0 and 1; 0.2 takes a fifth.
    ///   - seed: the same seed gives the same split.
    ///   - shuffle: false takes the last examples in place of drawn ones: for windows of a series or a text, whose neighbours
    ///     overlap, so that drawn ones would have been seen in training.
    /// - Throws: ``EngineError/Code/invalidArgument`` when one of the two would be empty.
    public func split(
        validation: Double, seed: UInt64 = 0, shuffle: Bool = true
    ) throws -> (train: Dataset, validation: Dataset) {
        let places = try splitPlaces(validation: validation, seed: seed, shuffle: shuffle)
        var train = try rows(places.train)
        var held = try rows(places.validation)
        train.name = name + " (train)"
        held.name = name + " (validation)"
        return (train, held)
    }

    /// The rows of both parts of ``split(validation:seed:shuffle:)``.
    func splitPlaces(
        validation: Double, seed: UInt64, shuffle: Bool = true
    ) throws -> (train: [Int], validation: [Int]) {
        let wanted = validation.isFinite ? (Double(count) * validation).rounded() : -1
        guard wanted >= 1, wanted <= Double(count) - 1 else {
            throw EngineError(
                .invalidArgument,
                """
                A validation part of \(validation) of the \(count) examples of "\(name)" leaves one side empty; \
                expected a number between 0 and 1, such as 0.2.
                """)
        }
        guard shuffle else { return (Array(0..<(count - Int(wanted))), Array((count - Int(wanted))..<count)) }
        var generator = SeededGenerator(seed: seed)
        let order = generator.permutation(count)
        let chosen = Set(stratified(order, taking: Int(wanted)))
        return (order.filter { !chosen.contains($0) }, order.filter(chosen.contains))
    }

    /// The examples in an order drawn evenly from all orders.
    public func shuffled(seed: UInt64 = 0) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        // Every index of a permutation exists.
        return (try? rows(generator.permutation(count))) ?? self
    }

    /// The first of each class in the given order, in proportion, and by largest remainder to the exact count.
    private func stratified(_ order: [Int], taking wanted: Int) -> [Int] {
        guard let labels, let largest = labels.max(), largest < count else { return Array(order.prefix(wanted)) }
        var groups = [[Int]](repeating: [], count: largest + 1)
        for index in order { groups[labels[index]].append(index) }
        let shares = groups.map { Double($0.count * wanted) / Double(count) }
        var taken = shares.map { Int($0) }
        let byRemainder = shares.indices.sorted {
            (shares[$0] - Double(taken[$0]), $1) > (shares[$1] - Double(taken[$1]), $0)
        }
        for group in byRemainder.prefix(wanted - taken.reduce(0, +)) { taken[group] += 1 }
        return zip(groups, taken).flatMap { $0.prefix($1) }
    }
}

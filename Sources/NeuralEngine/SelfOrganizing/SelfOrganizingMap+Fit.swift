#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension SelfOrganizingMap {
    /// Trains the map, from its present weights.
    ///
    /// The neighbourhood is Gaussian: a unit at distance d of the winner on the lattice moves h = exp(−d² / 2σ²) as far as it. The
    /// learning rate η and the radius σ fall from epoch to epoch by one factor each, so that the lattice first finds its place as a
    /// whole and then its parts do.
    ///
    /// - Parameters:
    ///   - epochs: how often to go through the data.
    ///   - rule: after each example, or after all of them.
    ///   - learningRate: η of the first epoch; the batch rule has none.
    ///   - finalLearningRate: η of the last one.
    ///   - radius: σ of the first epoch, in units; half the longer side of the lattice when nil.
    ///   - finalRadius: σ of the last one.
    ///   - seed: draws the order of the examples.
    /// - Returns: how the errors fell.
    /// - Throws: ``EngineError/Code/invalidArgument`` for numbers that make no sense, ``EngineError/Code/shapeMismatch`` when the
    ///   examples have another count of features.
    @discardableResult
    public mutating func fit(
        _ data: Dataset, epochs: Int = 20, rule: Rule = .online, learningRate: Double = 0.5,
        finalLearningRate: Double = 0.02, radius: Double? = nil, finalRadius: Double = 0.5, seed: UInt64 = 0
    ) throws -> SelfOrganizingMapHistory {
        let radius = radius ?? max(Double(max(rows, columns)) / 2, finalRadius)
        guard epochs >= 1, learningRate > 0, learningRate <= 1, finalLearningRate > 0, finalLearningRate <= 1 else {
            throw EngineError(
                .invalidArgument,
                """
                epochs is \(epochs), expected 1 or more; the learning rates are \(learningRate) and \(finalLearningRate), expected \
                numbers above 0, up to 1.
                """)
        }
        guard radius.isFinite, radius > 0, finalRadius.isFinite, finalRadius > 0 else {
            throw EngineError(
                .invalidArgument,
                "The radii are \(radius) and \(finalRadius), expected positive numbers of units, such as 4 and 0.5.")
        }
        let examples = try checked(data.features)
        var history = SelfOrganizingMapHistory(dataset: data.name, plannedEpochs: epochs)
        func note(_ errors: (quantization: Double, topographic: Double)) {
            history.quantizationError.append(errors.quantization)
            history.topographicError.append(errors.topographic)
        }
        var order = ExampleOrder(count: data.count, seed: seed, shuffles: rule == .online)
        defer { order.deallocate() }
        let clock = ContinuousClock()
        let start = clock.now
        var nearest = nearestUnits(examples)
        note(errors(examples, nearest: nearest))
        for epoch in 0..<epochs {
            if Interruption.isRequested {
                history.interrupted = true
                break
            }
            let part = epochs > 1 ? Double(epoch) / Double(epochs - 1) : 0
            let width = radius * pow(finalRadius / radius, part)
            let rate = learningRate * pow(finalLearningRate / learningRate, part)
            let nearness = lattice.nearness(radius: width)
            switch rule {
            case .online:
                order.shuffle()
                guard online(examples, order: order.indices, nearness: nearness, rate: Float(rate)) else {
                    history.interrupted = true
                    history.duration = start.duration(to: clock.now)
                    return history
                }
                history.learningRate.append(rate)
            case .batch: batch(examples, winners: nearest.first, nearness: nearness)
            }
            history.radius.append(width)
            nearest = nearestUnits(examples)
            note(errors(examples, nearest: nearest))
        }
        history.duration = start.duration(to: clock.now)
        return history
    }

    /// One epoch of the online rule; false, with the weights as they were, when interrupted.
    ///
    /// The weights lie feature by feature while it runs, `[features, units]`, so that both inner loops go over all units at once.
    private mutating func online(
        _ examples: ExampleRows, order: UnsafePointer<Int>?, nearness: [Float], rate: Float
    ) -> Bool {
        let (units, width) = (lattice.count, examples.width)
        var columns = Self.transposed(weights.scalars, rows: units, columns: width)
        let isWhole = columns.withUnsafeMutableBufferPointer { weights in
            examples.scalars.withUnsafeBufferPointer { scalars in
                nearness.withUnsafeBufferPointer { nearness in
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: units) { distances in
                        for position in 0..<examples.count {
                            if position & 255 == 0, Interruption.isRequested { return false }
                            let row = (order?[position] ?? position) * width
                            for unit in 0..<units { distances[unit] = 0 }
                            for place in 0..<width {
                                let (x, base) = (scalars[row + place], place * units)
                                for unit in 0..<units {
                                    let difference = weights[base + unit] - x
                                    distances[unit] += difference * difference
                                }
                            }
                            var (winner, nearest) = (0, Float.infinity)
                            for unit in 0..<units where distances[unit] < nearest {
                                (winner, nearest) = (unit, distances[unit])
                            }
                            let near = winner * units
                            for unit in 0..<units { distances[unit] = rate * nearness[near + unit] }
                            for place in 0..<width {
                                let (x, base) = (scalars[row + place], place * units)
                                for unit in 0..<units {
                                    weights[base + unit] += distances[unit] * (x - weights[base + unit])
                                }
                            }
                        }
                        return true
                    }
                }
            }
        }
        if isWhole { replaceWeights(Self.transposed(columns, rows: width, columns: units)) }
        return isWhole
    }

    /// One epoch of the batch rule: of the sums of each unit's examples, every unit takes what h says.
    private mutating func batch(_ examples: ExampleRows, winners: [Int], nearness: [Float]) {
        let (units, width) = (lattice.count, examples.width)
        // The last column counts the examples.
        var sums = [Float](repeating: 0, count: units * (width + 1))
        sums.withUnsafeMutableBufferPointer { sums in
            examples.scalars.withUnsafeBufferPointer { scalars in
                for (row, unit) in winners.enumerated() {
                    let (base, from) = (unit * (width + 1), row * width)
                    for place in 0..<width { sums[base + place] += scalars[from + place] }
                    sums[base + width] += 1
                }
            }
        }
        let product = Product(rows: units, columns: width + 1, inner: units)
        var spread = [Float](repeating: 0, count: units * (width + 1))
        nearness.withUnsafeBufferPointer { left in
            sums.withUnsafeBufferPointer { right in
                spread.withUnsafeMutableBufferPointer { output in
                    guard let left = left.baseAddress, let right = right.baseAddress, let output = output.baseAddress
                    else { return }
                    product.run(left, right, into: output)
                }
            }
        }
        var scalars = weights.scalars
        for unit in 0..<units {
            let count = spread[unit * (width + 1) + width]
            // A unit that no example is near to stays where it is.
            guard count > 1e-6 else { continue }
            for place in 0..<width { scalars[unit * width + place] = spread[unit * (width + 1) + place] / count }
        }
        replaceWeights(scalars)
    }

    private static func transposed(_ scalars: [Float], rows: Int, columns: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: scalars.count) { target, count in
            for row in 0..<rows {
                for column in 0..<columns { target[column * rows + row] = scalars[row * columns + column] }
            }
            count = scalars.count
        }
    }
}

extension Tensor {
    /// Numbers drawn evenly from a range.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the shape is none or the bounds are not finite.
    public static func uniform(_ shape: [Int], in range: Range<Float> = 0..<1, seed: UInt64) throws -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return try uniform(shape, in: range, using: &generator)
    }

    /// As ``uniform(_:in:seed:)``, from a generator that goes on.
    public static func uniform(
        _ shape: [Int], in range: Range<Float> = 0..<1, using generator: inout SeededGenerator
    ) throws -> Tensor {
        guard range.lowerBound.isFinite, range.upperBound.isFinite else {
            throw EngineError(
                .invalidArgument, "Numbers cannot be drawn from \(range): both bounds have to be finite.")
        }
        let low = Double(range.lowerBound)
        let width = Double(range.upperBound) - low
        return try draw(shape) { Float(low + width * generator.nextUnit()) }
    }

    /// Numbers drawn from a normal distribution.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the shape is none, or the deviation is negative or not finite.
    public static func normal(
        _ shape: [Int], mean: Float = 0, deviation: Float = 1, seed: UInt64
    ) throws -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return try normal(shape, mean: mean, deviation: deviation, using: &generator)
    }

    /// As ``normal(_:mean:deviation:seed:)``, from a generator that goes on.
    public static func normal(
        _ shape: [Int], mean: Float = 0, deviation: Float = 1, using generator: inout SeededGenerator
    ) throws -> Tensor {
        guard mean.isFinite, deviation.isFinite, deviation >= 0 else {
            throw EngineError(
                .invalidArgument,
                "A normal distribution has a finite mean and a deviation from 0, not \(mean), \(deviation).")
        }
        return try draw(shape) { Float(Double(mean) + Double(deviation) * generator.nextNormal()) }
    }

    /// Ones with a given probability, zeros otherwise.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the shape is none or the probability lies outside of 0...1.
    public static func bernoulli(_ shape: [Int], probability: Float = 0.5, seed: UInt64) throws -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return try bernoulli(shape, probability: probability, using: &generator)
    }

    /// As ``bernoulli(_:probability:seed:)``, from a generator that goes on.
    public static func bernoulli(
        _ shape: [Int], probability: Float = 0.5, using generator: inout SeededGenerator
    ) throws -> Tensor {
        guard probability >= 0, probability <= 1 else {
            throw EngineError(.invalidArgument, "The probability is \(probability), expected a number from 0 to 1.")
        }
        return try draw(shape) { generator.nextUnit() < Double(probability) ? 1 : 0 }
    }

    /// The numbers 0..<count in an order drawn evenly from all orders; `permutation(_:)` of ``SeededGenerator`` gives `Int`s.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the count is negative.
    public static func permutation(_ count: Int, seed: UInt64) throws -> Tensor {
        _ = try scalarCount(of: [count])
        var generator = SeededGenerator(seed: seed)
        return Tensor(generator.permutation(count).map(Float.init))
    }

    private static func draw(_ shape: [Int], _ next: () -> Float) throws -> Tensor {
        _ = try scalarCount(of: shape)
        return Tensor(uncheckedShape: shape) { target in
            for place in target.indices { target[place] = next() }
        }
    }
}

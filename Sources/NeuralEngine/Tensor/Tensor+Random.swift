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
        let scalars = (0..<(try scalarCount(of: shape))).map { _ in Float(low + width * generator.nextUnit()) }
        return Tensor(uncheckedShape: shape, scalars: scalars)
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
        let scalars = (0..<(try scalarCount(of: shape))).map { _ in
            Float(Double(mean) + Double(deviation) * generator.nextNormal())
        }
        return Tensor(uncheckedShape: shape, scalars: scalars)
    }

    public static func zeros(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 0, shape: shape) }
    public static func ones(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 1, shape: shape) }
}

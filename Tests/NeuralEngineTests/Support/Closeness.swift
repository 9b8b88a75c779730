import NeuralEngine

/// The largest distance between numbers and what they should be, measured against `relative · |expected| + absolute`:
/// up to 1 is within the tolerance, NaN never is.
func worst(_ numbers: [Float], _ expected: [Double], relative: Double, absolute: Double) -> Double {
    guard numbers.count == expected.count else { return .infinity }
    return zip(numbers, expected).reduce(0) { worst, pair in
        let distance = abs(Double(pair.0) - pair.1)
        if Double(pair.0) == pair.1 { return worst }
        let ratio = distance / (relative * abs(pair.1) + absolute)
        return ratio.isNaN ? .infinity : max(worst, ratio)
    }
}

/// Draws in ±range.
func draws(_ count: Int, range: Float = 2, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in range * Float(2 * generator.nextUnit() - 1) }
}

/// What a call throws, as an engine error.
func engineError(_ body: () throws -> Void) -> EngineError? {
    do {
        try body()
        return nil
    } catch {
        return error as? EngineError
    }
}

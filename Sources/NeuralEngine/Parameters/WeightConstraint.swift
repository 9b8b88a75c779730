/// A rule that weights are brought back to after each step of the optimizer.
///
/// Norms are those of one neuron's weights: over all axes of the array but the last (for a dense kernel `[inputs, units]`,
/// down a column; Keras's axis 0, and its `[0, 1, 2]` for convolutions).
public enum WeightConstraint: Sendable, Hashable {
    /// A neuron whose norm is above the limit is scaled down to it (Srivastava et al. 2014).
    case maxNorm(Float = 2)
    /// Every neuron's norm is 1.
    case unitNorm
    /// Norms are brought towards the range: `rate` 1 brings them into it at once.
    case minMaxNorm(minimum: Float = 0, maximum: Float = 1, rate: Float = 1)
    /// Negative weights become 0.
    case nonNegative
    /// Each weight is kept in ±limit, as the Wasserstein GAN does (Arjovsky et al. 2017).
    case clip(Float)

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense.
    func validate() throws {
        func check(_ ok: Bool, _ text: String) throws {
            guard ok else { throw EngineError(.invalidArgument, "The weight constraint's \(text).") }
        }
        switch self {
        case .maxNorm(let limit):
            try check(limit.isFinite && limit > 0, "norm is \(limit), expected a positive number, such as 2")
        case .minMaxNorm(let minimum, let maximum, let rate):
            try check(
                minimum >= 0 && maximum.isFinite && maximum >= minimum,
                "norms are \(minimum) to \(maximum), expected 0 or more in rising order")
            try check(rate > 0 && rate <= 1, "rate is \(rate), expected a number above 0 and up to 1")
        case .clip(let limit):
            try check(limit.isFinite && limit > 0, "limit is \(limit), expected a positive number, such as 0.01")
        case .unitNorm, .nonNegative: break
        }
    }

    /// How it is written in Swift.
    var code: String {
        func text(_ number: Float) -> String { compactText(Double(number)) }
        return switch self {
        case .maxNorm(let limit): ".maxNorm(\(text(limit)))"
        case .unitNorm: ".unitNorm"
        case .minMaxNorm(let minimum, let maximum, let rate):
            ".minMaxNorm(minimum: \(text(minimum)), maximum: \(text(maximum)), rate: \(text(rate)))"
        case .nonNegative: ".nonNegative"
        case .clip(let limit): ".clip(\(text(limit)))"
        }
    }

    /// Brings weights of a shape `[…, columns]` back to the rule.
    func apply(to weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
        switch self {
        case .nonNegative: for index in 0..<(rows * columns) { weights[index] = max(weights[index], 0) }
        case .clip(let limit):
            for index in 0..<(rows * columns) { weights[index] = min(max(weights[index], -limit), limit) }
        case .maxNorm(let limit):
            scale(weights, rows: rows, columns: columns) { $0 > Double(limit) ? Double(limit) / $0 : 1 }
        case .unitNorm: scale(weights, rows: rows, columns: columns) { $0 > 0 ? 1 / $0 : 1 }
        case .minMaxNorm(let minimum, let maximum, let rate):
            scale(weights, rows: rows, columns: columns) { norm in
                let inside = min(max(norm, Double(minimum)), Double(maximum))
                return norm > 0 ? (Double(rate) * inside + Double(1 - rate) * norm) / norm : 1
            }
        }
    }

    private func scale(
        _ weights: UnsafeMutablePointer<Float>, rows: Int, columns: Int, factor: (_ norm: Double) -> Double
    ) {
        for column in 0..<columns {
            var squares = 0.0
            for row in 0..<rows {
                let weight = Double(weights[row * columns + column])
                squares += weight * weight
            }
            let scale = Float(factor(squares.squareRoot()))
            guard scale != 1 else { continue }
            for row in 0..<rows { weights[row * columns + column] *= scale }
        }
    }
}

/// Draws the next token from a language model's scores.
///
/// With z the logarithms of the probabilities, token i is drawn with the probability softmax(z / temperature)ᵢ among those that
/// are left: the `topK` most probable ones, and of those the fewest that together have a probability of `topP` or more (nucleus
/// sampling; Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration").
public struct TokenSampler: Sendable {
    /// 1 draws as the model thinks; less prefers what is probable, and 0 takes the most probable; more evens out.
    public let temperature: Double
    /// Nil for all.
    public let topK: Int?
    /// Nil for all.
    public let topP: Double?
    /// Tokens that are never drawn.
    public let excluded: Set<Int>
    private var generator: SeededGenerator

    /// - Throws: ``EngineError/Code/invalidArgument`` for a temperature below 0, a topK below 1 or a topP that is no part.
    public init(
        temperature: Double = 1, topK: Int? = nil, topP: Double? = nil, excluding excluded: Set<Int> = [],
        seed: UInt64 = 0
    ) throws {
        guard temperature >= 0, temperature.isFinite else {
            throw EngineError(
                .invalidArgument, "temperature is \(temperature), expected 0 or more, such as 0.8.")
        }
        if let topK, topK < 1 {
            throw EngineError(.invalidArgument, "topK is \(topK), expected 1 or more; nil takes all tokens.")
        }
        if let topP, !(topP > 0 && topP <= 1) {
            throw EngineError(.invalidArgument, "topP is \(topP), expected more than 0 and at most 1, such as 0.9.")
        }
        self.temperature = temperature
        self.topK = topK
        self.topP = topP
        self.excluded = excluded
        generator = SeededGenerator(seed: seed)
    }

    /// The tokens that may be drawn, the most probable first, with their probabilities.
    public func candidates(_ logits: [Float]) -> [(token: Int, probability: Double)] {
        let order = logits.indices.filter { !excluded.contains($0) }.sorted {
            (logits[$1], $0) < (logits[$0], $1)
        }
        guard let best = order.first else { return [] }
        guard temperature > 0 else { return [(best, 1)] }
        let kept = order.prefix(topK ?? order.count)
        let weights = kept.map { exponential(Double(logits[$0] - logits[best]) / temperature) }
        let sum = weights.reduce(0, +)
        var result: [(token: Int, probability: Double)] = []
        var total = 0.0
        for (token, weight) in zip(kept, weights) {
            result.append((token, weight / sum))
            total += weight / sum
            if let topP, total >= topP { break }
        }
        return result.map { ($0.token, $0.probability / total) }
    }

    /// - Parameter logits: a score for each token, such as the logarithms of probabilities.
    public mutating func next(_ logits: [Float]) -> Int {
        let candidates = candidates(logits)
        var rest = generator.nextUnit()
        for (token, probability) in candidates {
            rest -= probability
            if rest < 0 { return token }
        }
        return candidates.last?.token ?? 0
    }
}

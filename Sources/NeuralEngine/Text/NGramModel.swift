/// A language model that counts: how often each token follows the n − 1 before it. What a network has to beat.
///
/// p(t | context) = (count(context, t) + s) / (count(context) + s · V), with V tokens in the vocabulary and the smoothing s
/// (Lidstone), so that what was never seen has a probability too. With n = 1 it knows how frequent tokens are (a unigram
/// model), with n = 2 which one follows which (bigrams). Source: Jurafsky, Martin, "Speech and Language Processing", chapter 3.
public struct NGramModel: Sendable {
    public let order: Int
    public let vocabularySize: Int
    public let smoothing: Double
    /// How often each context was seen, and each with the token behind it.
    private var contexts: [[Int]: Int] = [:]
    private var counts: [[Int]: Int] = [:]

    /// - Parameters:
    ///   - tokens: what is counted.
    ///   - order: n.
    ///   - smoothing: s, above 0.
    /// - Throws: ``EngineError/Code/invalidArgument`` for numbers that make no sense, ``EngineError/Code/invalidData`` when there
    ///   are fewer tokens than n.
    public init(_ tokens: [Int], order: Int, vocabularySize: Int, smoothing: Double = 0.1) throws {
        guard order >= 1, vocabularySize >= 1, smoothing > 0, smoothing.isFinite else {
            throw EngineError(
                .invalidArgument,
                """
                An n-gram model has an order and a vocabularySize of 1 or more and a smoothing above 0; \(order), \
                \(vocabularySize) and \(smoothing) were given.
                """)
        }
        self.order = order
        self.vocabularySize = vocabularySize
        self.smoothing = smoothing
        for gram in try grams(of: tokens) {
            counts[Array(gram), default: 0] += 1
            contexts[Array(gram.dropLast()), default: 0] += 1
        }
    }

    /// The mean of −ln p over tokens, in nats: what a network's cross entropy on the same tokens compares with.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` when there are fewer tokens than n.
    public func crossEntropy(of tokens: [Int]) throws -> Double {
        let grams = try grams(of: tokens)
        let sum = grams.reduce(0.0) { sum, gram in
            let count = Double(counts[Array(gram), default: 0]) + smoothing
            let all = Double(contexts[Array(gram.dropLast()), default: 0]) + smoothing * Double(vocabularySize)
            return sum - logarithm(count / all)
        }
        return sum / Double(grams.count)
    }

    private func grams(of tokens: [Int]) throws -> [ArraySlice<Int>] {
        guard tokens.count >= order else {
            throw EngineError(
                .invalidData, "\(tokens.count) tokens are too few for an n-gram model of order \(order).")
        }
        return (0...(tokens.count - order)).map { tokens[$0..<($0 + order)] }
    }
}

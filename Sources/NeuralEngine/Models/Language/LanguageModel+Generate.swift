extension LanguageModel {
    /// Continues a text, token by token: each is drawn by the network's probabilities for what stands before it.
    ///
    /// What attention needs of earlier steps is kept (key-value cache), and so is a recurrent layer's state, so that each token
    /// costs one step. When a GPT has seen `contextLength` tokens, it goes on from the last half of them. Networks with
    /// layers that have no form for single steps (convolutions, say) run all steps for each token.
    ///
    /// - Parameters:
    ///   - prompt: the beginning; the tokenizer has to know it.
    ///   - count: how many tokens to add.
    ///   - temperature: below 1 prefers what is probable, 0 takes the most probable token always; see ``TokenSampler``.
    ///   - topK: draws among so many of the most probable tokens; nil among all.
    ///   - topP: draws among the most probable tokens that together have this probability; nil among all.
    ///   - seed: the same seed gives the same text.
    ///   - usesCache: false runs all steps for each token: slower, and the same text but for rounding.
    ///   - onText: is given the text so far after each token.
    /// - Returns: prompt and continuation; an interrupt ends it early with what is there.
    /// - Throws: ``EngineError/Code/invalidData`` for a prompt that is empty or not in the vocabulary,
    ///   ``EngineError/Code/invalidArgument`` for numbers that make no sense.
    public func generate(
        _ prompt: String, count: Int, temperature: Double = 1, topK: Int? = nil, topP: Double? = nil, seed: UInt64 = 0,
        usesCache: Bool = true, onText: ((String) -> Void)? = nil
    ) throws -> String {
        guard count >= 1 else { throw EngineError(.invalidArgument, "count is \(count), expected 1 or more.") }
        var tokens = try tokenizer.encode(prompt)
        guard !tokens.isEmpty else {
            throw EngineError(.invalidData, "The prompt is empty; give a word or a character to begin with.")
        }
        // A text holds no padding, and nobody wants to read what is unknown.
        var sampler = try TokenSampler(
            temperature: temperature, topK: topK, topP: topP, excluding: Set(tokenizer.vocabulary.specialNumbers),
            seed: seed)
        var reader = Reader(self, usesCache: usesCache)
        for _ in 0..<count {
            if Interruption.isRequested { break }
            tokens.append(sampler.next(try reader.logProbabilities(after: tokens)))
            if let onText { onText(try tokenizer.decode(tokens)) }
        }
        return try tokenizer.decode(tokens)
    }

    /// Reads a text that grows by one token at a time.
    private struct Reader {
        private let model: LanguageModel
        private let fresh: StepDecoder?
        private var decoder: StepDecoder?
        /// Where the part begins that the network sees.
        private var start = 0

        init(_ model: LanguageModel, usesCache: Bool) {
            self.model = model
            fresh = usesCache ? StepDecoder(model.network) : nil
            decoder = fresh
        }

        mutating func logProbabilities(after tokens: [Int]) throws -> [Float] {
            let isLimited = fresh.map { $0.limit != nil } ?? true
            if isLimited, tokens.count - start > model.contextLength {
                // A place's row is learned for that place, so the part cannot move by one: it begins anew with its last half.
                start = tokens.count - (model.contextLength + 1) / 2
                decoder = fresh
            }
            guard decoder != nil else { return try model.wholePass(tokens[start...]) }
            var scores: [Float] = []
            for token in tokens[(start + (decoder?.position ?? 0))...] { scores = decoder?.next(token) ?? [] }
            return model.logProbabilities(scores)
        }
    }
}

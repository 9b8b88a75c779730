/// What a BERT learns from: sequences with some tokens hidden, and the tokens that were there.
///
/// In each sequence 15 % of the tokens are chosen, one at least. Of those, 80 % become ``SpecialToken/mask``, 10 % another token
/// drawn at random, and 10 % stay as they are, so that the network cannot tell by the mask alone where to think. Only the chosen
/// ones count in the loss. Source: Devlin et al. 2019, section 3.1 and appendix A.1. As there, a sequence is hidden in several ways (`copies`)
/// before the training begins.
///
/// ```swift
/// let masked = try MaskedTokens(sequences, tokenizer: tokenizer, copies: 10, seed: 1)
/// try bert.fit(masked.data, loss: .sparseCategoricalCrossEntropy, epochs: 20, batchSize: 32, sampleWeight: masked.weights)
/// print(try masked.measure(bert).accuracy)
/// ```
public struct MaskedTokens: Sendable {
    /// Features `[count, time]` with tokens hidden, targets `[count, time]` without; `copies` times the sequences.
    public let data: Dataset
    /// `[count, time]`: 0 for tokens that were not chosen; for chosen ones the same number, such that the weighted loss is the mean
    /// over them.
    public let weights: Tensor

    /// - Parameters:
    ///   - sequences: numbers of tokens, `[count, time]`, as ``Tokenizer/sequences(of:length:)`` gives them.
    ///   - tokenizer: its vocabulary has a ``SpecialToken/mask``.
    ///   - probability: the part of the tokens to choose.
    ///   - copies: how many ways each sequence is hidden in.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no mask or a number makes no sense,
    ///   ``EngineError/Code/shapeMismatch`` or ``EngineError/Code/invalidData`` when the sequences are no numbers of tokens.
    public init(
        _ sequences: Tensor, tokenizer: any Tokenizer, probability: Double = 0.15, copies: Int = 1, seed: UInt64 = 0
    ) throws {
        let vocabulary = tokenizer.vocabulary
        guard let mask = vocabulary.number(of: .mask) else {
            throw EngineError(.invalidArgument, "Hiding tokens needs a tokenizer with special: [.padding, .mask].")
        }
        guard probability > 0, probability < 1, copies >= 1 else {
            throw EngineError(
                .invalidArgument,
                """
                probability is \(probability) and copies \(copies); expected a number between 0 and 1, such as 0.15, and 1 or \
                more.
                """)
        }
        guard sequences.rank == 2, sequences.count > 0 else {
            throw EngineError(
                .shapeMismatch, "Sequences of tokens have the shape [count, time], not \(shapeText(sequences.shape)).")
        }
        let special = vocabulary.specialNumbers.map { Float($0) }
        let words = vocabulary.entries.indices.map { Float($0) }.filter { !special.contains($0) }
        let limit = Float(vocabulary.count)
        if let bad = sequences.scalars.first(where: { !($0 >= 0 && $0 < limit && $0 == $0.rounded()) }) {
            throw EngineError(
                .invalidData, "\(bad) is no number of this vocabulary; they are 0 to \(vocabulary.count - 1).")
        }
        let (count, time) = (sequences.shape[0], sequences.shape[1])
        _ = try Tensor.scalarCount(of: [count, copies, time])
        var generator = SeededGenerator(seed: seed)
        var hidden: [Float] = []
        var original: [Float] = []
        var chosen: [Bool] = []
        for _ in 0..<copies {
            for row in 0..<count {
                let tokens = Array(sequences.scalars[(row * time)..<((row + 1) * time)])
                // What is hidden already says nothing about what was there.
                let places = tokens.indices.filter { !special.contains(tokens[$0]) }
                let wanted = min(places.count, max(1, Int((Double(places.count) * probability).rounded())))
                let order = generator.permutation(places.count)
                var guessed = tokens
                var isChosen = [Bool](repeating: false, count: time)
                for index in order.prefix(wanted) {
                    let place = places[index]
                    isChosen[place] = true
                    let draw = generator.nextUnit()
                    if draw < 0.8 {
                        guessed[place] = Float(mask)
                    } else if draw < 0.9 {
                        guessed[place] = words[generator.nextIndex(below: words.count)]
                    }
                }
                hidden += guessed
                original += tokens
                chosen += isChosen
            }
        }
        let all = chosen.count(where: { $0 })
        guard all > 0 else {
            throw EngineError(.invalidData, "The sequences hold nothing but special tokens; there is nothing to hide.")
        }
        let padding = vocabulary.number(of: .padding).map { Float($0) }
        // The engine's mean is over the steps that are no padding.
        let weight = Float(Double(original.count { $0 != padding }) / Double(all))
        let shape = [count * copies, time]
        var data = try Dataset(
            name: "masked", features: Tensor(shape: shape, scalars: hidden),
            targets: Tensor(shape: shape, scalars: original))
        data.tokenizer = tokenizer
        self.data = data
        weights = try Tensor(shape: shape, scalars: chosen.map { $0 ? weight : 0 })
    }

    /// How well a network guesses the chosen tokens.
    ///
    /// - Parameter model: `[time]` to `[time, vocabulary]` probabilities, as ``Sequential/bert(vocabularySize:sequenceLength:embeddingDim:numHeads:numBlocks:intermediateDim:dropout:seed:name:)``.
    /// - Returns: the mean of −ln p of the right tokens, and the part of them that is the most probable.
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the network does not fit.
    public func measure(_ model: Model) throws -> (crossEntropy: Double, accuracy: Double) {
        let answers = try model.predict(data.features)
        guard answers.rank == 3, Array(answers.shape.prefix(2)) == data.features.shape else {
            throw EngineError(
                .shapeMismatch,
                """
                "\(model.name)" gives \(shapeText(answers.shape)) for sequences of \(shapeText(data.features.shape)); \
                expected probabilities of each token at each step.
                """)
        }
        let columns = answers.shape[2]
        var (loss, right, all) = (0.0, 0, 0)
        for (place, weight) in weights.scalars.enumerated() where weight > 0 {
            let row = answers.scalars[(place * columns)..<((place + 1) * columns)]
            let target = row.startIndex + Int(data.targets.scalars[place])
            guard row.indices.contains(target) else {
                throw EngineError(
                    .shapeMismatch, "\"\(model.name)\" knows \(columns) tokens, but the data hold more.")
            }
            loss -= logarithm(Double(max(row[target], .leastNormalMagnitude)))
            if row.firstIndex(of: row.max() ?? 0) == target { right += 1 }
            all += 1
        }
        return (loss / Double(all), Double(right) / Double(all))
    }
}

extension Tokenizer {
    /// Every `stride`-th stretch of a text with the same stretch one place later: what a language model learns from.
    ///
    /// - Parameters:
    ///   - length: tokens in a stretch.
    ///   - stride: tokens from one stretch to the next; `length` when nil, so that each token is learned once.
    /// - Returns: features `[count, length]`, targets `[count, length]`, both numbers of the vocabulary.
    /// - Throws: ``EngineError/Code/invalidData`` when the text is shorter than that, or holds what the vocabulary does not.
    public func windows(of text: String, length: Int, stride: Int? = nil, name: String = "text") throws -> Dataset {
        try windows(of: encode(text)[...], length: length, stride: stride ?? length, name: name)
    }

    /// As ``windows(of:length:stride:name:)``, with the last part of the text held back: no stretch reaches across the border, and
    /// those that are held back do not overlap.
    ///
    /// - Parameter validation: the part, between 0 and 1.
    public func windows(
        of text: String, length: Int, stride: Int? = nil, validation: Double, name: String = "text"
    ) throws -> (train: Dataset, validation: Dataset) {
        let (train, held) = try tokens(of: text, validation: validation)
        return (
            try windows(of: train[...], length: length, stride: stride ?? length, name: name),
            try windows(of: held[...], length: length, stride: length, name: name + " (validation)")
        )
    }

    /// The numbers of a text, the first part and the last.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` unless the part lies between 0 and 1 and both have a token.
    public func tokens(of text: String, validation: Double) throws -> (train: [Int], validation: [Int]) {
        let numbers = try encode(text)
        let held = validation.isFinite ? (Double(numbers.count) * validation).rounded() : -1
        guard held >= 1, held <= Double(numbers.count) - 1 else {
            throw EngineError(
                .invalidArgument,
                """
                A validation part of \(validation) of the \(numbers.count) tokens leaves one side empty; expected a number \
                between 0 and 1, such as 0.1.
                """)
        }
        return (Array(numbers.dropLast(Int(held))), Array(numbers.suffix(Int(held))))
    }

    private func windows(of numbers: ArraySlice<Int>, length: Int, stride step: Int, name: String) throws -> Dataset {
        guard length >= 1, step >= 1 else {
            throw EngineError(.invalidArgument, "length is \(length) and stride \(step), expected 1 or more.")
        }
        guard numbers.count > length else {
            throw EngineError(
                .invalidData,
                "The text has \(numbers.count) tokens, too few for stretches of \(length) and one that follows.")
        }
        let floats = numbers.map { Float($0) }
        let starts = Array(Swift.stride(from: 0, to: floats.count - length, by: step))
        // Stretches may overlap, so that they are much longer than the text.
        let width = try Tensor.scalarCount(of: [starts.count, length]) / starts.count
        func stretches(from offset: Int) -> Tensor {
            Tensor(
                uncheckedShape: [starts.count, width],
                scalars: starts.flatMap { floats[($0 + offset)..<($0 + offset + width)] })
        }
        var data = try Dataset(name: name, features: stretches(from: 0), targets: stretches(from: 1))
        data.tokenizer = self
        return data
    }

    /// Texts as rows of the same length: longer ones are cut, shorter ones filled up with ``SpecialToken/padding``.
    ///
    /// - Returns: `[texts, length]`.
    /// - Throws: ``EngineError/Code/invalidArgument`` when the vocabulary has no padding, ``EngineError/Code/invalidData`` for a text
    ///   that it does not know or that is empty, with its place.
    public func sequences(of texts: [String], length: Int) throws -> Tensor {
        guard let padding = vocabulary.number(of: .padding) else {
            throw EngineError(
                .invalidArgument, "Sequences of one length need a tokenizer with special: [.padding].")
        }
        guard length >= 1 else { throw EngineError(.invalidArgument, "length is \(length), expected 1 or more.") }
        let rows = try texts.enumerated().map { place, text in
            let numbers = try encode(text).prefix(length)
            guard !numbers.isEmpty else {
                throw EngineError(.invalidData, "Text \(place) is empty; each needs a token or more.")
            }
            return (numbers + Array(repeating: padding, count: length - numbers.count)).map { Float($0) }
        }
        return try Tensor(rows: rows)
    }
}

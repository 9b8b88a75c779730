extension Dataset {
    /// Stretches of a text for a language model, with a tokenizer that is made for it: ``Tokenizer/windows(of:length:stride:name:)``.
    ///
    /// - Parameter vocabularyLimit: the most tokens; see ``TextUnit/tokenizer(of:limit:)``.
    /// - Returns: features and targets `[count, length]`; ``tokenizer`` is what the text was cut by.
    public static func text(
        _ text: String, by unit: TextUnit = .characters, length: Int = 64, stride: Int? = nil,
        vocabularyLimit: Int? = nil, name: String = "text"
    ) throws -> Dataset {
        try unit.tokenizer(of: text, limit: vocabularyLimit).windows(
            of: text, length: length, stride: stride, name: name)
    }

    /// As the other, with the last part of the text held back: ``Tokenizer/windows(of:length:stride:validation:name:)``.
    public static func text(
        _ text: String, by unit: TextUnit = .characters, length: Int = 64, stride: Int? = nil, validation: Double,
        vocabularyLimit: Int? = nil, name: String = "text"
    ) throws -> (train: Dataset, validation: Dataset) {
        try unit.tokenizer(of: text, limit: vocabularyLimit).windows(
            of: text, length: length, stride: stride, validation: validation, name: name)
    }
}

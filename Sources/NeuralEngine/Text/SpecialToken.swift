/// Tokens that stand for no piece of a text.
public enum SpecialToken: String, Sendable, CaseIterable {
    /// Fills short sequences up; number 0 where there is one, as ``Embedding`` with `maskZero` takes it.
    case padding = "<pad>"
    /// Whatever is not in the vocabulary.
    case unknown = "<unk>"
    /// What a model such as BERT has to guess.
    case mask = "<mask>"
}

/// A value of a word that stands outside of its parentheses: `--learning-rate 0.01`.
struct GivenValue: Sendable {
    /// The value's name in the word's form.
    let name: String
    let text: String
    /// The option that gave it.
    let option: String
}

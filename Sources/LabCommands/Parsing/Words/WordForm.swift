/// How a word with values in parentheses is written in a command, and what it makes: `conv2d(16, 3, relu)`,
/// `cosineDecay(1000)`, `adam(beta1: 0.8)`.
struct WordForm<Value>: Sendable {
    /// The word: `conv2d`.
    let kind: String
    /// What it is, for `%help`.
    var purpose = ""
    /// Values that need no name, in order.
    var parameters: [String] = []
    /// How many of them have to be there.
    var required = 0
    /// Whether the last parameter takes all values that are left: `reshape(8, 8, 1)`.
    var takesRest = false
    /// Values that need their name and have to be there, since they could be mistaken for one another. The last of them that is
    /// left may go without.
    var labelled: [String] = []
    /// Values that need their name and may be left out.
    var options: [String] = []
    let make: @Sendable (WordArguments) throws -> Value

    /// All names of values.
    var names: [String] { parameters + labelled + options }

    /// `conv2d(filters, kernelSize, activation), and strides:, padding:`.
    var text: String {
        options.isEmpty ? head : head + ", and " + options.map { $0 + ":" }.joined(separator: ", ")
    }

    /// `conv2d(filters, kernelSize, activation)`.
    var head: String {
        var inside = parameters + labelled.map { $0 + ":" }
        if takesRest, let last = parameters.indices.last { inside[last] += "…" }
        let space = kind.hasPrefix("-") ? " " : ""
        return inside.isEmpty ? kind : "\(kind)\(space)(\(inside.joined(separator: ", ")))"
    }
}

import NeuralEngine

/// How a layer is written in a command, and what it makes.
struct LayerForm: Sendable {
    /// The word: `conv2d`.
    let kind: String
    /// Values that need no name, in order.
    var parameters: [String] = []
    /// How many of them have to be there.
    var required = 0
    /// Values that need their name.
    var options: [String] = []
    let make: @Sendable (LayerArguments) throws -> any Layer

    /// `conv2d(filters, kernelSize, activation), and strides:, padding:`.
    var text: String {
        let head = parameters.isEmpty ? kind : "\(kind)(\(parameters.joined(separator: ", ")))"
        return options.isEmpty ? head : head + ", and " + options.map { $0 + ":" }.joined(separator: ", ")
    }
}

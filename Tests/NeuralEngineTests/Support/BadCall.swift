import NeuralEngine

/// A call that has to throw an engine error, and what its message has to mention.
struct BadCall: Sendable, CustomStringConvertible {
    let mentions: [String]
    let call: @Sendable () throws -> Void

    init(_ mentions: String..., call: @escaping @Sendable () throws -> Void) {
        self.mentions = mentions
        self.call = call
    }

    var description: String { mentions.joined(separator: ", ") }

    /// The mentions that the message lacks; all of them when nothing is thrown.
    var missing: [String] {
        let message = engineError { try call() }?.message ?? ""
        return mentions.filter { !message.contains($0) }
    }
}

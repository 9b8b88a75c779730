/// Data or a network that a picture cannot be drawn from.
public struct PlotError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was given, what was expected, what to do.
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}

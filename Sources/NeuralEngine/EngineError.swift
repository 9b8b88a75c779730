/// What every throwing call of the engine throws: a code for programs and a sentence for people.
///
/// The message says what was given, what was expected and what to do about it.
public struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of mistake.
    public enum Code: String, Sendable, CaseIterable {
        /// Two shapes that had to fit do not.
        case shapeMismatch
        /// A rate, size, probability or index that makes no sense.
        case invalidArgument
        /// Data that cannot be used: empty, not finite, labels outside the classes.
        case invalidData
        /// The loss became NaN or infinite while training.
        case notFinite
        /// The network has no gradient where training needs one.
        case notDifferentiable
        /// The plan needs more memory than there is.
        case outOfMemory
        /// The user asked to stop, and there is no partial result to give.
        case interrupted
        /// A file that is missing or cannot be read.
        case file
    }

    public let code: Code
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}

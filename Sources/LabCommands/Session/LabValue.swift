import NeuralEngine

/// What a name stands for in a lab session.
enum LabValue: Sendable {
    case network(Model, draft: NetworkDraft?)
    /// A network whose input shape is not known yet.
    case draft(NetworkDraft)
    /// A data set, and the name of the part that was held back from it.
    case dataset(Dataset, test: String?)
    case history(History)
    case perceptron(any LinearClassifier)
    case trace(PerceptronTrace)
    case crossValidation(CrossValidation)
    case object(any LabObject)
    /// A variable of a Swift cell, whose present value is fetched when it is asked for.
    case variable(SwiftVariable)
}

/// A top-level variable of a Swift cell.
///
/// `@unchecked Sendable`: the getter reads the variable as the cell's own code would, and is only called on the thread that
/// runs cells and commands.
struct SwiftVariable: @unchecked Sendable {
    /// The declared type, as Swift source.
    let type: String
    let get: () -> Any
}

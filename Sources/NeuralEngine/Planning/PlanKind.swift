/// What a plan of a network alone, without losses, is for.
struct PlanKind: Hashable, Sendable {
    let batch: Int
    /// Whether dropout drops, and batch normalisation goes by the batch.
    let isTraining: Bool
    /// Whether the parameters' gradients are wanted.
    var wantsParameters = false
    /// The places of the inputs whose gradients are wanted.
    var wantedInputs: Set<Int> = []

    var hasBackward: Bool { wantsParameters || !wantedInputs.isEmpty }
}

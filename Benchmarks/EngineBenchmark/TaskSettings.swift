/// What task.json says (Benchmarks/tasks/task.py writes it).
struct TaskSettings: Decodable {
    let task: String
    /// The whole array's shape, the examples first.
    let featureShape: [Int]
    let targetShape: [Int]
    /// How many arrays of initial weights there are.
    let weights: Int
    let loss: String
    let optimizer: String
    let rate: Double
    let batch: Int
    let check: Int
    /// The widths of a network of dense layers, and its hidden layers' activation.
    let dims: [Int]?
    let hidden: String?
    /// Whether the engine trains by hand, on the tape, instead of with `fit`.
    let byHand: Bool?
}

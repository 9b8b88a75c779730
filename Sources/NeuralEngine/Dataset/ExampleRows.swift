/// Examples as rows of numbers, for what learns without targets: `[count, …]` flattened to `[count, width]`.
struct ExampleRows {
    let count: Int
    let width: Int
    let scalars: [Float]

    /// - Parameter learner: who learns, for messages: `KMeans`.
    /// - Throws: ``EngineError/Code/shapeMismatch`` unless there are rows, ``EngineError/Code/invalidData`` when a number is not
    ///   finite.
    init(_ tensor: Tensor, for learner: String) throws {
        guard tensor.rank >= 2, tensor.count > 0 else {
            throw EngineError(
                .shapeMismatch,
                "\(learner) takes examples of shape [count, features…], but \(shapeText(tensor.shape)) was given.")
        }
        count = tensor.shape[0]
        width = tensor.count / count
        scalars = tensor.scalars
        if let place = scalars.firstIndex(where: { !$0.isFinite }) {
            throw EngineError(
                .invalidData,
                """
                \(learner): feature \(place % width) of example \(place / width) is \(scalars[place]); every number has to be \
                finite.
                """)
        }
    }

    /// - Throws: ``EngineError/Code/shapeMismatch`` unless the rows are as long as those that were learned from.
    func check(width expected: Int, for learner: String) throws {
        guard width == expected else {
            throw EngineError(
                .shapeMismatch, "\(learner) was made for \(expected) features an example, but \(width) were given.")
        }
    }
}

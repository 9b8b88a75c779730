extension Graph {
    /// Looks at the data that embeddings take as indices, before anything is computed from them.
    ///
    /// - Parameters:
    ///   - inputs: the numbers of each of the graph's inputs, sample after sample.
    ///   - model: the network's name, for the message.
    /// - Throws: ``EngineError/Code/invalidData`` naming layer, row, place and value, where one is no whole number from 0 to
    ///   below the count of the table's rows.
    func checkIndices(_ inputs: [[Float]], model: String) throws {
        for (operation, layer) in zip(operations, layers) {
            guard let embedding = operation as? EmbeddingOperation, let index = inputIndex(of: embedding.input) else {
                continue
            }
            try Self.checkIndices(
                inputs[index], width: embedding.input.width, words: embedding.words,
                place: "\(layer) of \"\(model)\"\(inputs.count > 1 ? ", input \(index)," : "")")
        }
    }

    /// The graph's input that a value is, perhaps under another shape.
    private func inputIndex(of value: GraphValue) -> Int? {
        var value = value
        while let reshape = operations.lazy.compactMap({ $0 as? ReshapeOperation }).first(where: { $0.output == value })
        {
            value = reshape.input
        }
        return inputs.firstIndex(of: value)
    }

    private static func checkIndices(_ numbers: [Float], width: Int, words: Int, place: String) throws {
        let limit = Float(words)
        guard let bad = numbers.firstIndex(where: { !($0 >= 0 && $0 < limit && $0.rounded(.towardZero) == $0) }) else {
            return
        }
        throw EngineError(
            .invalidData,
            """
            \(place) takes whole numbers from 0 to \(words - 1) as indices, but row \(bad / width) of the data has \
            \(compactText(Double(numbers[bad]))) at step \(bad % width); check the data, or make the table larger.
            """)
    }
}

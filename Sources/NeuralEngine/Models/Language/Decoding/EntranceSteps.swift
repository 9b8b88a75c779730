/// The row of a table for a token, and perhaps that of its place.
struct EmbeddingStep: DecoderStep {
    let table: Tensor
    let positions: Tensor?

    func run(_ values: [Float], at position: Int) -> [Float] {
        let columns = table.shape[1]
        let token = Int(values[0])
        let row = Array(table.scalars[(token * columns)..<((token + 1) * columns)])
        return positions.map { PositionStep(table: $0).run(row, at: position) } ?? row
    }
}

/// x + P[position].
struct PositionStep: DecoderStep {
    let table: Tensor

    func run(_ values: [Float], at position: Int) -> [Float] {
        let columns = table.shape[1]
        return zip(values, table.scalars[(position * columns)..<((position + 1) * columns)]).map { $0 + $1 }
    }
}

import NeuralEngine

/// One case of make_tape_fixtures.py.
struct TapeCase: Decodable {
    let name: String
    let shapes: [[Int]]
    let inputs: [[Float]]
    let shape: [Int]
    let output: [Double]
    let weights: [Float]
    let gradients: [[Double]]
    let second: [[Double]]

    func tensors() throws -> [Tensor] { try zip(shapes, inputs).map { try Tensor(shape: $0, scalars: $1) } }

    /// Σ v y: the number whose gradient the case holds.
    func number(_ y: Tensor) throws -> Tensor { try (y * Tensor(shape: shape, scalars: weights)).sum() }
}

import Foundation
import NeuralEngine

/// Rows of tables by index and by place, and sines of the place.
struct ReferenceEmbedding: ReferenceLayer {
    enum Kind: Sendable {
        case tokens(words: Int, features: Int, maskZero: Bool)
        case tokensAndPositions(words: Int, longest: Int, features: Int, maskZero: Bool)
        case positions(longest: Int?)
        case sinusoids(wavelength: Double)
    }

    let kind: Kind

    var layer: any Layer {
        switch kind {
        case .tokens(let words, let features, let maskZero):
            Embedding(
                inputDim: words, outputDim: features, maskZero: maskZero, embeddingsInitializer: .uniform(limit: 1))
        case .tokensAndPositions(let words, let longest, let features, let maskZero):
            TokenAndPositionEmbedding(
                vocabularySize: words, sequenceLength: longest, embeddingDim: features, maskZero: maskZero,
                embeddingsInitializer: .uniform(limit: 1))
        case .positions(let longest): PositionalEmbedding(sequenceLength: longest)
        case .sinusoids(let wavelength): SinusoidalPositionalEncoding(maxWavelength: wavelength)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = input.value
        func positioned(_ value: Value) throws -> Value {
            try value + weights.removeFirst().gathered(Array(0..<x.shape[1]), axis: 0)
        }
        func rows() throws -> Value {
            let table = weights.removeFirst()
            return try table.gathered(x.doubles.map { Int($0) }, axis: 0).reshaped(x.shape + [table.shape[1]])
        }
        func mask(_ isWanted: Bool) -> [Bool]? { isWanted ? x.doubles.map { $0 != 0 } : nil }
        switch kind {
        case .tokens(_, _, let maskZero): return Flow(try rows(), mask: mask(maskZero))
        case .tokensAndPositions(_, _, _, let maskZero): return Flow(try positioned(rows()), mask: mask(maskZero))
        case .positions: return Flow(try positioned(x))
        case .sinusoids(let wavelength):
            let (time, columns) = (x.shape[1], x.shape[2])
            let table = (0..<(time * columns)).map { place -> Double in
                let (step, column) = (place / columns, place % columns)
                let angle = Double(step) / pow(wavelength, Double(column / 2 * 2) / Double(columns))
                return column.isMultiple(of: 2) ? sin(angle) : cos(angle)
            }
            return Flow(try x + Value(shape: [time, columns], doubles: table))
        }
    }
}

/// How a layer's parameters begin. With fanIn and fanOut the counts of a neuron's inputs and of the layer's outputs.
public enum Initializer: Sendable, Hashable {
    /// Even in ±√(6 / (fanIn + fanOut)): keeps the size of values with tanh and sigmoid (Glorot and Bengio 2010). The default.
    case glorotUniform
    /// Normal with deviation √(2 / (fanIn + fanOut)).
    case glorotNormal
    /// Even in ±√(6 / fanIn): for relu and its kin (He et al. 2015).
    case heUniform
    /// Normal with deviation √(2 / fanIn).
    case heNormal
    /// Normal with deviation √(1 / fanIn) (LeCun et al. 1998); for selu.
    case lecunNormal
    /// Even in ±√(3 / fanIn): the same spread as ``lecunNormal``.
    case lecunUniform
    /// Orthonormal rows or columns (Saxe et al. 2014).
    case orthogonal
    case zeros
    case ones
    case constant(Float)
    /// Even in ±limit.
    case uniform(limit: Float)
    /// Normal around 0.
    case normal(deviation: Float)

    /// The values of a parameter of a given shape, row-major.
    func values(shape: [Int], fanIn: Int, fanOut: Int, using generator: inout SeededGenerator) -> [Float] {
        let count = shape.reduce(1, *)
        let inputs = Double(max(fanIn, 1))
        let both = Double(max(fanIn + fanOut, 1))
        func uniform(_ limit: Double) -> [Float] {
            (0..<count).map { _ in Float(limit * (2 * generator.nextUnit() - 1)) }
        }
        func normal(_ deviation: Double) -> [Float] {
            (0..<count).map { _ in Float(deviation * generator.nextNormal()) }
        }
        switch self {
        case .glorotUniform: return uniform((6 / both).squareRoot())
        case .glorotNormal: return normal((2 / both).squareRoot())
        case .heUniform: return uniform((6 / inputs).squareRoot())
        case .heNormal: return normal((2 / inputs).squareRoot())
        case .lecunNormal: return normal((1 / inputs).squareRoot())
        case .lecunUniform: return uniform((3 / inputs).squareRoot())
        case .orthogonal: return Self.orthogonal(shape: shape, using: &generator)
        case .zeros: return Array(repeating: 0, count: count)
        case .ones: return Array(repeating: 1, count: count)
        case .constant(let value): return Array(repeating: value, count: count)
        case .uniform(let limit): return uniform(Double(limit))
        case .normal(let deviation): return normal(Double(deviation))
        }
    }

    /// Gram and Schmidt's process (each vector cleaned twice) on the shorter side of a matrix of normal draws.
    private static func orthogonal(shape: [Int], using generator: inout SeededGenerator) -> [Float] {
        let columns = shape.last ?? 1
        let rows = shape.dropLast().reduce(1, *)
        let length = max(rows, columns)
        let vectors = min(rows, columns)
        var basis: [[Double]] = []
        while basis.count < vectors {
            var vector = (0..<length).map { _ in generator.nextNormal() }
            for _ in 0..<2 {
                for other in basis {
                    let shadow = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for index in vector.indices { vector[index] -= shadow * other[index] }
                }
            }
            let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // A draw that lies almost in the span of the others is drawn again.
            if norm > 1e-6 { basis.append(vector.map { $0 / norm }) }
        }
        var values = [Float](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                values[row * columns + column] = Float(rows <= columns ? basis[row][column] : basis[column][row])
            }
        }
        return values
    }
}

import Foundation
import NeuralEngine

/// An array in double precision with nothing of the engine in it: slow, and plain enough to be believed.
struct DoubleArray: NumberArray {
    let shape: [Int]
    let doubles: [Double]

    init(shape: [Int], doubles: [Double]) {
        precondition(shape.reduce(1, *) == doubles.count, "\(shape) for \(doubles.count) numbers")
        self.shape = shape
        self.doubles = doubles
    }

    init(_ tensor: Tensor) { self.init(shape: tensor.shape, doubles: tensor.doubles) }

    private func mapped(_ function: (Double) -> Double) -> DoubleArray {
        DoubleArray(shape: shape, doubles: doubles.map(function))
    }

    // MARK: Element by element

    private static func combined(
        _ left: DoubleArray, _ right: DoubleArray, _ function: (Double, Double) -> Double
    ) throws -> DoubleArray {
        if left.shape == right.shape {
            return DoubleArray(shape: left.shape, doubles: zip(left.doubles, right.doubles).map(function))
        }
        let shape = try Tensor.broadcastShape(left.shape, right.shape)
        let (first, second) = (left.places(repeatedTo: shape), right.places(repeatedTo: shape))
        return DoubleArray(
            shape: shape, doubles: first.indices.map { function(left.doubles[first[$0]], right.doubles[second[$0]]) })
    }

    static func + (left: DoubleArray, right: DoubleArray) throws -> DoubleArray { try combined(left, right, +) }
    static func - (left: DoubleArray, right: DoubleArray) throws -> DoubleArray { try combined(left, right, -) }
    static func * (left: DoubleArray, right: DoubleArray) throws -> DoubleArray { try combined(left, right, *) }
    static func / (left: DoubleArray, right: DoubleArray) throws -> DoubleArray { try combined(left, right, /) }
    static func + (left: DoubleArray, right: Float) -> DoubleArray { left.mapped { $0 + Double(right) } }
    static func * (left: DoubleArray, right: Float) -> DoubleArray { left.mapped { $0 * Double(right) } }
    static func maximum(_ left: DoubleArray, _ right: Float) -> DoubleArray {
        left.mapped { Swift.max($0, Double(right)) }
    }
    static func minimum(_ left: DoubleArray, _ right: Float) -> DoubleArray {
        left.mapped { Swift.min($0, Double(right)) }
    }

    func exp() -> DoubleArray { mapped { Foundation.exp($0) } }
    func log() -> DoubleArray { mapped { Foundation.log($0) } }
    func squareRoot() -> DoubleArray { mapped { $0.squareRoot() } }
    func abs() -> DoubleArray { mapped { Swift.abs($0) } }
    func power(_ exponent: Float) -> DoubleArray { mapped { pow($0, Double(exponent)) } }

    func activated(_ function: ActivationFunction) throws -> DoubleArray {
        let columns = shape.last ?? 1
        let rows = stride(from: 0, to: doubles.count, by: columns).map {
            DoubleActivation.apply(function, Array(doubles[$0..<($0 + columns)]))
        }
        return DoubleArray(
            shape: shape.dropLast() + [rows.first?.count ?? columns], doubles: rows.flatMap { $0 })
    }

    // MARK: Matrices

    func matmul(_ other: DoubleArray) throws -> DoubleArray {
        let (rows, inner, columns) = (
            shape[shape.count - 2], shape[shape.count - 1], other.shape[other.shape.count - 1]
        )
        precondition(inner == other.shape[other.shape.count - 2], "\(shape) times \(other.shape)")
        let (left, right) = (rows * inner, inner * columns)
        let batch = doubles.count / Swift.max(left, 1)
        var sums = [Double](repeating: 0, count: batch * rows * columns)
        for place in 0..<(batch * rows) {
            let matrix = other.shape.count == 2 ? 0 : place / rows * right
            for k in 0..<inner {
                let factor = doubles[place * inner + k]
                for column in 0..<columns {
                    sums[place * columns + column] += factor * other.doubles[matrix + k * columns + column]
                }
            }
        }
        return DoubleArray(shape: shape.dropLast() + [columns], doubles: sums)
    }
}

import NeuralEngine

/// Arrays of numbers with the operations that layers are defined by, over two kinds of numbers: `Tensor`, whose tape gives
/// gradients, and ``DoubleArray``, which has the digits for finite differences. What is written once over both checks a
/// plan in two ways.
protocol NumberArray: Sendable {
    var shape: [Int] { get }
    /// The numbers in the order of the last axis first.
    var doubles: [Double] { get }
    init(shape: [Int], doubles: [Double]) throws

    static func + (left: Self, right: Self) throws -> Self
    static func - (left: Self, right: Self) throws -> Self
    static func * (left: Self, right: Self) throws -> Self
    static func / (left: Self, right: Self) throws -> Self
    static func + (left: Self, right: Float) -> Self
    static func * (left: Self, right: Float) -> Self
    static func maximum(_ left: Self, _ right: Float) -> Self
    static func minimum(_ left: Self, _ right: Float) -> Self
    static func concatenated(_ parts: [Self], axis: Int) throws -> Self

    func exp() -> Self
    func log() -> Self
    func squareRoot() -> Self
    func abs() -> Self
    func power(_ exponent: Float) -> Self
    /// An activation function; those of rows work over the last axis.
    func activated(_ function: ActivationFunction) throws -> Self
    /// Matrices in the last two axes; a matrix on the right serves for all.
    func matmul(_ other: Self) throws -> Self
    func reshaped(_ shape: [Int]) throws -> Self
    func transposed(order: [Int]) throws -> Self
    func gathered(_ indices: [Int], axis: Int) throws -> Self
    func sum(axes: [Int], keepDimensions: Bool) throws -> Self
    func max(axes: [Int], keepDimensions: Bool) throws -> Self
}

extension Tensor: NumberArray {
    init(shape: [Int], doubles: [Double]) throws { try self.init(shape: shape, scalars: doubles.map { Float($0) }) }
    var doubles: [Double] { scalars.map(Double.init) }
}

extension NumberArray {
    /// Numbers that no gradient reaches, in the shape that they are given.
    static func constant(_ numbers: [Double], _ shape: [Int]) throws -> Self {
        try Self(shape: shape, doubles: numbers)
    }

    func mean(axes: [Int], keepDimensions: Bool = false) throws -> Self {
        let count = axes.reduce(1) { $0 * shape[$1] }
        return try sum(axes: axes, keepDimensions: keepDimensions) / Self(shape: [], doubles: [Double(count)])
    }

    /// Places along an axis in any order, with zeros where there is none.
    func taking(_ places: [Int?], axis: Int) throws -> Self {
        let length = shape[axis]
        guard places.contains(nil) else { return try gathered(places.compactMap { $0 }, axis: axis) }
        var one = shape
        one[axis] = 1
        let zeros = try Self(shape: one, doubles: Array(repeating: 0, count: one.reduce(1, *)))
        return try Self.concatenated([self, zeros], axis: axis).gathered(places.map { $0 ?? length }, axis: axis)
    }

    /// These numbers where the condition holds, the other ones elsewhere; it has one entry for each step, and the steps are
    /// the first axes.
    func kept(where condition: [Bool], else other: Self) throws -> Self {
        var steps = Array(repeating: 1, count: shape.count)
        var count = 1
        for axis in shape.indices where count < condition.count {
            steps[axis] = shape[axis]
            count *= shape[axis]
        }
        let ones = try Self(shape: steps, doubles: condition.map { $0 ? 1 : 0 })
        let others = try Self(shape: steps, doubles: condition.map { $0 ? 0 : 1 })
        return try self * ones + other * others
    }

    /// What is neither kept nor replaced becomes zero.
    func kept(where condition: [Bool]) throws -> Self { try kept(where: condition, else: self * 0) }
}

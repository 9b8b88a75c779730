/// An array of Float32 numbers with a shape: a value, stored in one piece, the last axis fastest (row-major).
///
/// A tensor of shape `[]` is a single number, `[3]` a vector, `[2, 3]` a matrix of two rows, `[60, 8, 8]` sixty pictures.
/// Operations that can meet shapes that do not fit throw an ``EngineError`` that prints both.
///
/// ```swift
/// let a: Tensor = [[1, 2, 3], [4, 5, 6]]         // [2, 3]
/// let b = try a.matmul(a.transposed())           // [2, 2]
/// let c = try a + [10, 20, 30]                   // the row is added to each row
/// ```
///
/// Inside a call of ``gradient(of:at:)-(_,Tensor)`` its operations are recorded, and everything else about it stays the same.
public struct Tensor: Sendable {
    /// The length of each axis.
    public let shape: [Int]
    /// The numbers, row by row. To a gradient, numbers that are read are constants.
    public private(set) var scalars: [Float]
    /// Where a tape recorded how this tensor was made; nil for a constant.
    private(set) var node: TapeNode?

    /// A tensor of a given shape over given numbers, in row-major order.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the count of numbers is not the product of the shape.
    public init(shape: [Int], scalars: [Float]) throws {
        let count = try Tensor.scalarCount(of: shape, exists: true)
        guard count == scalars.count else {
            throw EngineError(
                .shapeMismatch,
                "A tensor of shape \(shapeText(shape)) holds \(count) numbers, but \(scalars.count) were given.")
        }
        self.init(uncheckedShape: shape, scalars: scalars)
    }

    /// A tensor filled with one number.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when an axis is negative or the product does not fit an `Int`.
    public init(repeating value: Float, shape: [Int]) throws {
        let count = try Tensor.scalarCount(of: shape)
        self.init(uncheckedShape: shape, scalars: Array(repeating: value, count: count))
    }

    /// A tensor of shape `[]`.
    public init(_ scalar: Float) {
        self.init(uncheckedShape: [], scalars: [scalar])
    }

    /// A vector, of shape `[scalars.count]`.
    public init(_ scalars: [Float]) {
        self.init(uncheckedShape: [scalars.count], scalars: scalars)
    }

    /// A matrix, of shape `[rows.count, rows[0].count]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the rows have different lengths; the message names the first that differs.
    public init(rows: [[Float]]) throws {
        let width = rows.first?.count ?? 0
        if let odd = rows.firstIndex(where: { $0.count != width }) {
            throw EngineError(
                .shapeMismatch,
                "Row \(odd) holds \(rows[odd].count) numbers, row 0 holds \(width): every row of a matrix has the same length."
            )
        }
        self.init(uncheckedShape: [rows.count, width], scalars: rows.flatMap { $0 })
    }

    init(uncheckedShape shape: [Int], scalars: [Float], node: TapeNode? = nil) {
        assert(shape.reduce(1, *) == scalars.count)
        self.shape = shape
        self.scalars = scalars
        self.node = node
    }

    /// A shape whose numbers are not needed: what an operation keeps of a tensor that its derivative does not look at.
    init(shapeOnly shape: [Int]) {
        self.shape = shape
        scalars = []
    }

    /// A tensor of a shape known to be sound, its numbers written by a closure that fills all of them.
    init(uncheckedShape shape: [Int], fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
        let count = shape.reduce(1, *)
        let scalars = [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
        self.init(uncheckedShape: shape, scalars: scalars)
    }

    /// How many axes there are: 0 for a number, 1 for a vector, 2 for a matrix.
    public var rank: Int { shape.count }

    /// How many numbers there are.
    public var count: Int { scalars.count }

    /// Calls a closure with the numbers in place, to change them without a copy.
    ///
    /// A gradient cannot see what it does: one that would have to pass through the changed tensor is an error.
    public mutating func withUnsafeMutableScalars<Result>(
        _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        defer { if node != nil { node = applying(Opaque(name: "withUnsafeMutableScalars")).node } }
        return try scalars.withUnsafeMutableBufferPointer { try body($0) }
    }

    /// The numbers in place, for operations that record themselves.
    mutating func change(_ body: (UnsafeMutablePointer<Float>) -> Void) {
        node = nil
        scalars.withUnsafeMutableBufferPointer { numbers in
            if let base = numbers.baseAddress { body(base) }
        }
    }

    /// The same numbers, made in another way (or, with nil, constant).
    func with(node: TapeNode?) -> Tensor {
        var copy = self
        copy.node = node
        return copy
    }
}

extension Tensor: Equatable {
    /// Whether shapes and numbers are the same; NaN differs from everything.
    public static func == (left: Tensor, right: Tensor) -> Bool {
        left.shape == right.shape && left.scalars == right.scalars
    }
}

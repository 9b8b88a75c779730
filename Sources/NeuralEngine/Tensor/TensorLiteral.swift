/// What stands inside a tensor literal: a number, or a list of such.
///
/// It exists only so that `[[1, 2], [3, 4]]` can be written where a ``Tensor`` is wanted.
public indirect enum TensorLiteral: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral
{
    case number(Float)
    case list([TensorLiteral])

    public init(floatLiteral value: Float) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Float(value)) }
    public init(arrayLiteral elements: TensorLiteral...) { self = .list(elements) }

    /// The smallest shape that holds every part of the literal.
    var shape: [Int] {
        guard case .list(let elements) = self else { return [] }
        var inner: [Int] = []
        for shape in elements.map(\.shape) {
            for (axis, length) in shape.enumerated() {
                if axis < inner.count { inner[axis] = max(inner[axis], length) } else { inner.append(length) }
            }
        }
        return [elements.count] + inner
    }

    /// Appends the numbers in row-major order, NaN where the literal has none for a place of the shape.
    func append(to scalars: inout [Float], shape: ArraySlice<Int>) {
        guard let length = shape.first else {
            if case .number(let value) = self { scalars.append(value) } else { scalars.append(.nan) }
            return
        }
        let rest = shape.dropFirst()
        if case .list(let elements) = self {
            for element in elements { element.append(to: &scalars, shape: rest) }
            scalars.append(contentsOf: repeatElement(.nan, count: (length - elements.count) * rest.reduce(1, *)))
        } else {
            scalars.append(contentsOf: repeatElement(.nan, count: length * rest.reduce(1, *)))
        }
    }
}

extension Tensor: ExpressibleByArrayLiteral {
    /// `[1, 2, 3]` or `[[1, 2], [3, 4]]`, to any depth.
    ///
    /// A literal cannot throw: where its rows have different lengths the missing places become NaN, which every later check
    /// of data names by row and column. ``init(rows:)`` throws instead.
    public init(arrayLiteral elements: TensorLiteral...) {
        let literal = TensorLiteral.list(elements)
        let shape = literal.shape
        var scalars: [Float] = []
        literal.append(to: &scalars, shape: shape[...])
        self.init(uncheckedShape: shape, scalars: scalars)
    }
}

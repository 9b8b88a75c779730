/// What stands for an axis in a subscript: a place, a range of places, or ``all``.
///
/// ```swift
/// try x[0]                // the first row
/// try x[1..<3, .all, 0]   // rows 1 and 2, of each the first column of the last axis
/// try x[.all, 2...]       // columns from 2 on
/// ```
public struct TensorIndex: Sendable {
    enum Kind: Sendable {
        case place(Int)
        /// From the lower bound to before the upper; nil is the axis's own end.
        case range(Int?, Int?)
    }

    let kind: Kind
}

/// A type whose values can stand in a tensor's subscript.
public protocol TensorIndexConvertible {
    var tensorIndex: TensorIndex { get }
}

extension TensorIndexConvertible where Self == TensorIndex {
    /// The whole axis.
    public static var all: TensorIndex { TensorIndex(kind: .range(nil, nil)) }
}

extension TensorIndex: TensorIndexConvertible {
    public var tensorIndex: TensorIndex { self }
}

extension Int: TensorIndexConvertible {
    public var tensorIndex: TensorIndex { TensorIndex(kind: .place(self)) }
}

extension Range: TensorIndexConvertible where Bound == Int {
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(lowerBound, upperBound)) }
}

extension ClosedRange: TensorIndexConvertible where Bound == Int {
    public var tensorIndex: TensorIndex {
        // A range up to the largest Int lies outside of every tensor, with or without its last place.
        TensorIndex(kind: .range(lowerBound, upperBound < Int.max ? upperBound + 1 : upperBound))
    }
}

extension PartialRangeFrom: TensorIndexConvertible where Bound == Int {
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(lowerBound, nil)) }
}

extension PartialRangeUpTo: TensorIndexConvertible where Bound == Int {
    public var tensorIndex: TensorIndex { TensorIndex(kind: .range(nil, upperBound)) }
}

extension PartialRangeThrough: TensorIndexConvertible where Bound == Int {
    public var tensorIndex: TensorIndex {
        TensorIndex(kind: .range(nil, upperBound < Int.max ? upperBound + 1 : upperBound))
    }
}

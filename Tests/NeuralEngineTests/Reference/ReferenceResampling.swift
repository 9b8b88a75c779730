import NeuralEngine

/// Pictures and sequences with margins added or cut off, or grown by whole factors.
struct ReferenceResampling: ReferenceLayer {
    enum Kind: Sendable {
        case pad(top: Int, bottom: Int, left: Int, right: Int)
        case crop(top: Int, bottom: Int, left: Int, right: Int)
        case grow(height: Int, width: Int, Interpolation)
    }

    let kind: Kind
    let isLine: Bool

    var layer: any Layer {
        switch (kind, isLine) {
        case (.pad(_, _, let left, let right), true): ZeroPadding1D(before: left, after: right)
        case (.pad(let top, let bottom, let left, let right), false):
            ZeroPadding2D(top: top, bottom: bottom, left: left, right: right)
        case (.crop(_, _, let left, let right), true): Cropping1D(before: left, after: right)
        case (.crop(let top, let bottom, let left, let right), false):
            Cropping2D(top: top, bottom: bottom, left: left, right: right)
        case (.grow(_, let width, _), true): UpSampling1D(size: width)
        case (.grow(let height, let width, let interpolation), false):
            UpSampling2D(size: Size2D(height: height, width: width), interpolation: interpolation)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        var x = input.value
        let axes = isLine ? [1] : [1, 2]
        switch kind {
        case .pad(let top, let bottom, let left, let right), .crop(let top, let bottom, let left, let right):
            let sign = if case .pad = kind { 1 } else { -1 }
            for axis in axes {
                let (before, after) = axis == axes.last ? (left, right) : (top, bottom)
                let length = x.shape[axis]
                x = try x.taking(
                    (0..<(length + sign * (before + after))).map { place in
                        let source = place - sign * before
                        return (0..<length).contains(source) ? source : nil
                    }, axis: axis)
            }
        case .grow(let height, let width, let interpolation):
            for axis in axes {
                x = try Self.grown(x, axis: axis, by: axis == axes.last ? width : height, interpolation)
            }
        }
        return Flow(x)
    }

    /// Between neighbours: a place's middle lies at (place + ½) / factor − ½ of the small picture, kept within it.
    private static func grown<Value: NumberArray>(
        _ x: Value, axis: Int, by factor: Int, _ interpolation: Interpolation
    ) throws -> Value {
        let length = x.shape[axis]
        let count = length * factor
        guard interpolation == .bilinear else { return try x.gathered((0..<count).map { $0 / factor }, axis: axis) }
        let middles = (0..<count).map { Swift.max((Double($0) + 0.5) / Double(factor) - 0.5, 0) }
        let lower = middles.map { Int($0) }
        let parts = zip(middles, lower).map { $0 - Double($1) }
        var shape = [Int](repeating: 1, count: x.shape.count)
        shape[axis] = count
        return try x.gathered(lower, axis: axis) * Value(shape: shape, doubles: parts.map { 1 - $0 })
            + x.gathered(lower.map { Swift.min($0 + 1, length - 1) }, axis: axis)
            * Value(shape: shape, doubles: parts)
    }
}

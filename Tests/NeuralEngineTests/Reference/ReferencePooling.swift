import NeuralEngine

/// The largest number or the mean of each window, of what lies inside; over one axis or two, or over all places.
struct ReferencePooling: ReferenceLayer {
    enum Kind: Sendable { case largest, mean }

    let kind: Kind
    let isLine: Bool
    /// Nil: all places.
    var size: [Int]?
    var strides = [1, 1]
    var padding = ConvolutionPadding.valid

    private func both(_ lengths: [Int]) -> Size2D { Size2D(height: lengths[0], width: lengths[1]) }

    var layer: any Layer {
        guard let size else {
            return switch (kind, isLine) {
            case (.largest, true): GlobalMaxPooling1D()
            case (.largest, false): GlobalMaxPooling2D()
            case (.mean, true): GlobalAveragePooling1D()
            case (.mean, false): GlobalAveragePooling2D()
            }
        }
        return switch (kind, isLine) {
        case (.largest, true): MaxPooling1D(poolSize: size[1], strides: strides[1], padding: padding)
        case (.largest, false): MaxPooling2D(poolSize: both(size), strides: both(strides), padding: padding)
        case (.mean, true): AveragePooling1D(poolSize: size[1], strides: strides[1], padding: padding)
        case (.mean, false): AveragePooling2D(poolSize: both(size), strides: both(strides), padding: padding)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = isLine ? try input.value.reshaped(input.value.shape.inserting(1, at: 1)) : input.value
        if size == nil {
            if kind == .mean, isLine, let mask = input.mask { return Flow(try Self.maskedMean(input.value, mask)) }
            let all = kind == .mean ? try x.mean(axes: [1, 2]) : try x.max(axes: [1, 2], keepDimensions: false)
            return Flow(all)
        }
        let rows = try windows(x.shape[1], axis: 0).map { rows in
            let strip = try x.gathered(rows, axis: 1)
            let cells = try windows(x.shape[2], axis: 1).map { columns in
                let window = try strip.gathered(columns, axis: 2)
                return kind == .mean
                    ? try window.mean(axes: [1, 2], keepDimensions: true)
                    : try window.max(axes: [1, 2], keepDimensions: true)
            }
            return try Value.concatenated(cells, axis: 2)
        }
        let y = try Value.concatenated(rows, axis: 1)
        return Flow(isLine ? try y.reshaped([y.shape[0]] + y.shape.suffix(2)) : y)
    }

    private func windows(_ length: Int, axis: Int) -> [[Int]] {
        guard let size = size.map({ isLine && axis == 0 ? 1 : $0[axis] }) else { return [Array(0..<length)] }
        let stride = isLine && axis == 0 ? 1 : strides[axis]
        let count = padding == .valid ? (length - size) / stride + 1 : (length + stride - 1) / stride
        let before = padding == .valid ? 0 : max((count - 1) * stride + size - length, 0) / 2
        return (0..<count).map { index in
            (0..<size).map { index * stride + $0 - before }.filter { (0..<length).contains($0) }
        }
    }

    private static func maskedMean<Value: NumberArray>(_ x: Value, _ mask: [Bool]) throws -> Value {
        let time = x.shape[1]
        let counts = (0..<x.shape[0]).map { row in
            Double(max(mask[(row * time)..<((row + 1) * time)].count { $0 }, 1))
        }
        let sums = try x.kept(where: mask).sum(axes: [1], keepDimensions: false)
        return try sums / Value(shape: [x.shape[0], 1], doubles: counts)
    }
}

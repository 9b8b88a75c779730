import NeuralEngine

/// Convolutions over one or two axes, in groups, depthwise or separable: Σᵢⱼ x[r s + i d − p, …] W[i, j] + b.
struct ReferenceConvolution: ReferenceLayer {
    enum Kind: Sendable { case conv1D, conv2D, depthwise, separable }

    let kind: Kind
    var filters = 1
    var size: [Int]
    var strides = [1, 1]
    var dilation = [1, 1]
    var padding = ConvolutionPadding.valid
    var groups = 1
    var multiplier = 1
    var activation = ActivationFunction.identity
    var hasBias = true

    private func both(_ lengths: [Int]) -> Size2D { Size2D(height: lengths[0], width: lengths[1]) }

    var layer: any Layer {
        switch kind {
        case .conv1D:
            Conv1D(
                filters, kernelSize: size[1], strides: strides[1], padding: padding, dilationRate: dilation[1],
                groups: groups, activation: activation, bias: hasBias)
        case .conv2D:
            Conv2D(
                filters, kernelSize: both(size), strides: both(strides), padding: padding,
                dilationRate: both(dilation), groups: groups, activation: activation, bias: hasBias)
        case .depthwise:
            DepthwiseConv2D(
                kernelSize: both(size), strides: both(strides), padding: padding, depthMultiplier: multiplier,
                dilationRate: both(dilation), activation: activation, bias: hasBias)
        case .separable:
            SeparableConv2D(
                filters, kernelSize: both(size), strides: both(strides), padding: padding,
                dilationRate: both(dilation), depthMultiplier: multiplier, activation: activation, bias: hasBias)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let isLine = kind == .conv1D
        let x = isLine ? try input.value.reshaped(input.value.shape.inserting(1, at: 1)) : input.value
        let kernel = weights.removeFirst()
        var sums: Value
        switch kind {
        case .conv1D: sums = try plain(x, kernel.reshaped([1] + kernel.shape))
        case .conv2D: sums = try plain(x, kernel)
        case .depthwise: sums = try apart(x, kernel)
        case .separable:
            let pointwise = weights.removeFirst()
            sums = try apart(x, kernel).matmul(pointwise.reshaped(Array(pointwise.shape.suffix(2))))
        }
        if hasBias { sums = try sums + weights.removeFirst() }
        let y = try sums.activated(activation)
        return Flow(isLine ? try y.reshaped([y.shape[0]] + y.shape.suffix(2)) : y)
    }

    /// What the kernel's place (i, j) sees for every place of the output.
    private func seen<Value: NumberArray>(_ x: Value, _ i: Int, _ j: Int) throws -> Value {
        try x.taking(places(x.shape[1], axis: 0, tap: i), axis: 1).taking(
            places(x.shape[2], axis: 1, tap: j), axis: 2)
    }

    private func places(_ length: Int, axis: Int, tap: Int) -> [Int?] {
        if kind == .conv1D, axis == 0 { return [0] }
        let span = (size[axis] - 1) * dilation[axis] + 1
        let count =
            padding == .valid ? (length - span) / strides[axis] + 1 : (length + strides[axis] - 1) / strides[axis]
        let before =
            switch padding {
            case .valid: 0
            case .causal: span - 1
            case .same: max((count - 1) * strides[axis] + span - length, 0) / 2
            }
        return (0..<count).map { index in
            let place = index * strides[axis] + tap * dilation[axis] - before
            return (0..<length).contains(place) ? place : nil
        }
    }

    private func plain<Value: NumberArray>(_ x: Value, _ kernel: Value) throws -> Value {
        let inside = kernel.shape[2]
        let share = filters / groups
        let parts = try (0..<groups).map { group in
            var sum: Value?
            for i in 0..<kernel.shape[0] {
                for j in 0..<kernel.shape[1] {
                    let channels = try seen(x, i, j).gathered(
                        Array((group * inside)..<((group + 1) * inside)), axis: 3)
                    let matrix = try kernel.gathered([i], axis: 0).gathered([j], axis: 1).gathered(
                        Array((group * share)..<((group + 1) * share)), axis: 3
                    ).reshaped([inside, share])
                    let term = try channels.matmul(matrix)
                    sum = try sum.map { try $0 + term } ?? term
                }
            }
            return sum
        }
        return try Value.concatenated(parts.compactMap { $0 }, axis: 3)
    }

    /// Every channel with kernels of its own.
    private func apart<Value: NumberArray>(_ x: Value, _ kernel: Value) throws -> Value {
        var sum: Value?
        for i in 0..<kernel.shape[0] {
            for j in 0..<kernel.shape[1] {
                let channels = try seen(x, i, j)
                let matrix = try kernel.gathered([i], axis: 0).gathered([j], axis: 1).reshaped(
                    Array(kernel.shape.suffix(2)))
                let term = try channels.reshaped(channels.shape + [1]) * matrix
                sum = try sum.map { try $0 + term } ?? term
            }
        }
        guard let sum else { return x }
        return try sum.reshaped(Array(sum.shape[..<3]) + [sum.shape[3] * sum.shape[4]])
    }
}

extension [Int] {
    func inserting(_ length: Int, at place: Int) -> [Int] {
        var copy = self
        copy.insert(length, at: place)
        return copy
    }
}

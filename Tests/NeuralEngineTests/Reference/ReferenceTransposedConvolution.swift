import NeuralEngine

/// The transpose of a convolution: each number of the input is spread over the places that the kernel would have seen it from.
struct ReferenceTransposedConvolution: ReferenceLayer {
    let isLine: Bool
    let filters: Int
    let size: [Int]
    var strides = [1, 1]
    var dilation = [1, 1]
    var padding = ConvolutionPadding.valid
    var outputPadding: [Int]?
    var activation = ActivationFunction.identity
    var hasBias = true

    private func both(_ lengths: [Int]) -> Size2D { Size2D(height: lengths[0], width: lengths[1]) }

    var layer: any Layer {
        isLine
            ? Conv1DTranspose(
                filters, kernelSize: size[1], strides: strides[1], padding: padding, outputPadding: outputPadding?[1],
                dilationRate: dilation[1], activation: activation, bias: hasBias)
            : Conv2DTranspose(
                filters, kernelSize: both(size), strides: both(strides), padding: padding,
                outputPadding: outputPadding.map(both), dilationRate: both(dilation), activation: activation,
                bias: hasBias)
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = isLine ? try input.value.reshaped(input.value.shape.inserting(1, at: 1)) : input.value
        let given = weights.removeFirst()
        let kernel = isLine ? try given.reshaped([1] + given.shape) : given
        var sum: Value?
        for i in 0..<kernel.shape[0] {
            for j in 0..<kernel.shape[1] {
                let matrix = try kernel.gathered([i], axis: 0).gathered([j], axis: 1).reshaped(
                    [filters, kernel.shape[3]]
                ).transposed(order: [1, 0])
                let term = try x.taking(places(x.shape[1], axis: 0, tap: i), axis: 1).taking(
                    places(x.shape[2], axis: 1, tap: j), axis: 2
                ).matmul(matrix)
                sum = try sum.map { try $0 + term } ?? term
            }
        }
        guard var sums = sum else { return input }
        if hasBias { sums = try sums + weights.removeFirst() }
        let y = try sums.activated(activation)
        return Flow(isLine ? try y.reshaped([y.shape[0]] + y.shape.suffix(2)) : y)
    }

    /// For each place of the output, the place of the input that the kernel's tap brings there.
    private func places(_ length: Int, axis: Int, tap: Int) -> [Int?] {
        if isLine, axis == 0 { return [0] }
        let span = (size[axis] - 1) * dilation[axis] + 1
        let full = (length - 1) * strides[axis] + span
        let count =
            switch (padding, outputPadding) {
            case (.valid, nil): length * strides[axis] + max(span - strides[axis], 0)
            case (.valid, let extra?): full + extra[axis]
            case (_, nil): length * strides[axis]
            case (_, let extra?): full - 2 * (span / 2) + extra[axis]
            }
        let crop = padding == .valid ? 0 : max(full - count, 0) / 2
        return (0..<count).map { place in
            let distance = place + crop - tap * dilation[axis]
            guard distance >= 0, distance.isMultiple(of: strides[axis]), distance / strides[axis] < length else {
                return nil
            }
            return distance / strides[axis]
        }
    }
}

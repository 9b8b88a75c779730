/// What transposed convolutions add to ``ConvolutionForm``: the size of their output, and a kernel the other way round.
struct TransposedForm: Sendable, Hashable {
    let form: ConvolutionForm
    /// What the output is larger by than it has to be; nil for Keras's default.
    let outputPadding: Size2D?

    var code: String {
        form.code([
            outputPadding.map { "outputPadding: \(form.axes == .one ? String($0.width) : $0.code)" }
        ])
    }

    /// Keras's rule: input · stride with padding `.same`, input · stride + max(kernel − stride, 0) with `.valid`.
    private func size(for input: Size2D) -> Size2D {
        let window = form.window
        func length(_ input: Int, _ span: Int, _ stride: Int, _ extra: Int?) -> Int {
            switch (window.padding, extra) {
            case (.valid, nil): input * stride + max(span - stride, 0)
            case (.valid, let extra?): (input - 1) * stride + span + extra
            case (_, nil): input * stride
            case (_, let extra?): (input - 1) * stride + span - 2 * (span / 2) + extra
            }
        }
        let height =
            form.axes == .one
            ? 1
            : length(
                input.height, window.span.height, window.strides.height, outputPadding?.height)
        return Size2D(
            height: height, width: length(input.width, window.span.width, window.strides.width, outputPadding?.width))
    }

    func outputShape(for inputShape: [Int]) throws -> [Int] {
        let picture = try form.check(inputShape)
        if let outputPadding {
            let lengths = form.axes == .one ? [outputPadding.width] : outputPadding.lengths
            let strides = form.axes == .one ? [form.window.strides.width] : form.window.strides.lengths
            guard lengths.count == strides.count, zip(lengths, strides).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
                throw EngineError(
                    .invalidArgument,
                    "\(form.kind)'s outputPadding is \(lengths), expected lengths from 0 and below the strides \(strides)."
                )
            }
        }
        let size = size(for: picture.size)
        guard form.window.outputSize(for: size) == picture.size else {
            throw EngineError(
                .shapeMismatch,
                """
                \(form.kind): no convolution with kernelSize \(form.axes.sizeText(form.window.size)) and strides \
                \(form.axes.sizeText(form.window.strides)) leads from \(form.axes.sizeText(size)) back to the input \
                \(batchShapeText(inputShape)); choose another outputPadding.
                """)
        }
        return try form.activation.outputShape(for: form.axes.shape(size, channels: form.filters))
    }

    func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        form.parameters(inner: [form.filters, inputShape.last ?? 0])
    }

    func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let sums = try graph.transposedConvolution(
            input, kernel: parameters[0], bias: form.hasBias ? parameters[1] : nil, strides: form.window.strides,
            padding: form.window.padding, dilationRate: form.window.dilationRate,
            outputSize: size(for: PictureShape(input.shape).size))
        return graph.activation(form.activation, of: sums)
    }
}

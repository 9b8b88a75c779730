extension GraphBuilder {
    /// The kernel moved over a picture: `[batch, height, width, channels]` to `[batch, rows, columns, filters]`; a sequence
    /// `[batch, time, channels]` is moved over along its time.
    ///
    /// y[r, c, f] = b[f] + Σ kernel[i, j, k, f] · x[r · stride + i · dilation − pad, c · stride + j · dilation − pad, k].
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, channels / groups, filters]`, or `[length, channels / groups, filters]` for a sequence.
    ///   - bias: `[filters]`.
    ///   - groups: parts of the channels that do not see each other.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes when kernel and input do not fit.
    public func convolution(
        _ input: GraphValue, kernel: GraphParameter, bias: GraphParameter? = nil, strides: Size2D = 1,
        padding: ConvolutionPadding = .valid, dilationRate: Size2D = 1, groups: Int = 1
    ) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let window = try Self.window(
            of: kernel, over: input, strides: strides, padding: padding, dilationRate: dilationRate)
        let filters = kernel.shape[kernel.shape.count - 1]
        let seen = kernel.shape[kernel.shape.count - 2]
        guard groups >= 1, filters.isMultiple(of: groups), seen * groups == picture.channels,
            bias.map({ $0.shape == [filters] }) ?? true
        else { throw Self.mismatch(input, kernel) }
        let size = window.outputSize(for: picture.size)
        guard size.height >= 1, size.width >= 1 else { throw Self.mismatch(input, kernel) }
        let shape = input.shape.count == 2 ? [size.width, filters] : [size.height, size.width, filters]
        let output = value(shape)
        append(
            ConvolutionOperation(
                input: input, output: output, kernel: kernel, bias: bias, window: window, groups: groups,
                convolvedShape: shape))
        return output
    }

    /// A convolution of each channel of a picture by itself: `[batch, height, width, channels]` to `[batch, rows, columns,
    /// channels · multiplier]`, the outputs of one channel side by side.
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, channels, multiplier]`.
    ///   - bias: `[channels · multiplier]`.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes when kernel and input do not fit.
    public func depthwiseConvolution(
        _ input: GraphValue, kernel: GraphParameter, bias: GraphParameter? = nil, strides: Size2D = 1,
        padding: ConvolutionPadding = .valid, dilationRate: Size2D = 1
    ) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let window = try Self.window(
            of: kernel, over: input, strides: strides, padding: padding, dilationRate: dilationRate)
        let size = window.outputSize(for: picture.size)
        let channels = kernel.shape[2] * kernel.shape[kernel.shape.count - 1]
        guard kernel.shape.count == 4, kernel.shape[2] == picture.channels, size.height >= 1, size.width >= 1,
            bias.map({ $0.shape == [channels] }) ?? true
        else { throw Self.mismatch(input, kernel) }
        let shape = [size.height, size.width, channels]
        let output = value(shape)
        // In memory, [height, width, channels, multiplier] is the kernel of a convolution in groups of one channel.
        append(
            ConvolutionOperation(
                input: input, output: output, kernel: kernel, bias: bias, window: window, groups: picture.channels,
                convolvedShape: shape))
        return output
    }

    /// The transpose of ``convolution(_:kernel:bias:strides:padding:dilationRate:groups:)``: each number of x is spread over the
    /// output by the kernel.
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, filters, channels]`, or `[length, filters, channels]` for a sequence.
    ///   - outputSize: of several sizes that a convolution with these strides would bring to x's.
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes when kernel, input and output do not fit.
    public func transposedConvolution(
        _ input: GraphValue, kernel: GraphParameter, bias: GraphParameter? = nil, strides: Size2D = 1,
        padding: ConvolutionPadding = .valid, dilationRate: Size2D = 1, outputSize: Size2D
    ) throws -> GraphValue {
        let picture = PictureShape(input.shape)
        let window = try Self.window(
            of: kernel, over: input, strides: strides, padding: padding, dilationRate: dilationRate)
        let filters = kernel.shape[kernel.shape.count - 2]
        guard kernel.shape.last == picture.channels, bias.map({ $0.shape == [filters] }) ?? true,
            window.outputSize(for: outputSize) == picture.size
        else { throw Self.mismatch(input, kernel) }
        let output = value(
            input.shape.count == 2 ? [outputSize.width, filters] : [outputSize.height, outputSize.width, filters])
        append(
            TransposedConvolutionOperation(input: input, output: output, kernel: kernel, bias: bias, window: window))
        return output
    }

    private static func window(
        of kernel: GraphParameter, over input: GraphValue, strides: Size2D, padding: ConvolutionPadding,
        dilationRate: Size2D
    ) throws -> ConvolutionWindow {
        let shape = kernel.shape
        guard shape.count == input.shape.count + 1, shape.count == 3 || shape.count == 4 else {
            throw mismatch(input, kernel)
        }
        return shape.count == 3
            ? .line(size: shape[0], strides: strides.width, padding: padding, dilationRate: dilationRate.width)
            : ConvolutionWindow(
                size: Size2D(height: shape[0], width: shape[1]), strides: strides, padding: padding,
                dilationRate: dilationRate)
    }

    private static func mismatch(_ input: GraphValue, _ kernel: GraphParameter) -> EngineError {
        EngineError(
            .shapeMismatch,
            "Input \(batchShapeText(input.shape)) does not fit a kernel of shape \(shapeText(kernel.shape)).")
    }
}

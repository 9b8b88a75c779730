/// What stands for a window of numbers.
enum Pooling: Sendable, Hashable {
    case largest
    case mean
}

extension GraphBuilder {
    /// Largest or mean of windows over `[height, width, channels]` or `[time, channels]`, whose fit the layer has checked.
    func pooled(_ input: GraphValue, _ pooling: Pooling, window: ConvolutionWindow) -> GraphValue {
        let picture = PictureShape(input.shape)
        let size = window.outputSize(for: picture.size)
        let output = value(
            input.shape.count == 2
                ? [size.width, picture.channels] : [size.height, size.width, picture.channels])
        switch pooling {
        case .largest: append(MaxPoolingOperation(input: input, output: output, window: window))
        case .mean: append(AveragePoolingOperation(input: input, output: output, window: window))
        }
        return output
    }

    /// The mean over the steps of a sequence `[time, channels]` that a mask `[time]` keeps.
    func maskedMean(_ input: GraphValue, mask: GraphValue) -> GraphValue {
        let output = value([PictureShape(input.shape).channels])
        append(MaskedMeanOperation(input: input, mask: mask, output: output))
        return output
    }

    /// Zeros in front and behind, or positions cut off where negative, to the shape given.
    func shifted(_ input: GraphValue, to shape: [Int], top: Int, left: Int) -> GraphValue {
        let output = value(shape)
        append(ShiftOperation(input: input, output: output, top: top, left: left))
        return output
    }

    /// Each position repeated, or numbers in between.
    func upsampled(_ input: GraphValue, to shape: [Int], factors: Size2D, interpolation: Interpolation) -> GraphValue {
        let output = value(shape)
        append(UpsamplingOperation(input: input, output: output, factors: factors, interpolation: interpolation))
        return output
    }
}

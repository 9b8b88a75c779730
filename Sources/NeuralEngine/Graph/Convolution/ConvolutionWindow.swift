import CKernels

/// How a window moves over a picture `[height, width, channels]`: its size, steps and what lies beyond the edges.
///
/// A sequence `[time, channels]` is a picture of height 1.
struct ConvolutionWindow: Sendable, Hashable {
    var size: Size2D
    var strides: Size2D = 1
    var padding: ConvolutionPadding = .valid
    var dilationRate: Size2D = 1

    /// One axis: along the width.
    static func line(
        size: Int, strides: Int = 1, padding: ConvolutionPadding = .valid, dilationRate: Int = 1
    ) -> ConvolutionWindow {
        ConvolutionWindow(
            size: Size2D(height: 1, width: size), strides: Size2D(height: 1, width: strides), padding: padding,
            dilationRate: Size2D(height: 1, width: dilationRate))
    }

    /// Positions from the first to the last place of the window.
    var span: Size2D {
        Size2D(
            height: (size.height - 1) * dilationRate.height + 1, width: (size.width - 1) * dilationRate.width + 1)
    }

    /// The positions of the window over an input; at least 1 when the window fits.
    func outputSize(for input: Size2D) -> Size2D {
        func length(_ input: Int, _ span: Int, _ stride: Int) -> Int {
            switch padding {
            case .valid: input < span ? 0 : (input - span) / stride + 1
            case .same, .causal: (input + stride - 1) / stride
            }
        }
        return Size2D(
            height: length(input.height, span.height, strides.height),
            width: length(input.width, span.width, strides.width))
    }

    /// The kernels' description; `pool` is what the maximum is taken of afterwards.
    func shape(
        batch: Int, input: Size2D, output: Size2D, inputChannels: Int, outputChannels: Int, groups: Int = 1,
        pool: Size2D = 1
    ) -> ck_convolution {
        /// Zeros in front.
        func pad(_ input: Int, _ output: Int, _ span: Int, _ stride: Int) -> Int {
            let total = max((output - 1) * stride + span - input, 0)
            return switch padding {
            case .valid: 0
            case .same: total / 2
            case .causal: span - 1
            }
        }
        return ck_convolution(
            batch: batch, in_height: input.height, in_width: input.width, in_channels: inputChannels,
            out_height: output.height, out_width: output.width, out_channels: outputChannels,
            kernel_height: size.height,
            kernel_width: size.width, stride_height: strides.height, stride_width: strides.width,
            dilation_height: dilationRate.height, dilation_width: dilationRate.width,
            pad_top: input.height == 1 && size.height == 1
                ? 0 : pad(input.height, output.height, span.height, strides.height),
            pad_left: pad(input.width, output.width, span.width, strides.width), groups: groups,
            pool_height: pool.height,
            pool_width: pool.width)
    }
}

/// A sample's shape as a picture: `[time, channels]` has height 1.
struct PictureShape: Sendable, Hashable {
    let size: Size2D
    let channels: Int

    init(_ shape: [Int]) {
        let count = shape.count
        size = Size2D(height: count >= 3 ? shape[count - 3] : 1, width: count >= 2 ? shape[count - 2] : 1)
        channels = shape.last ?? 1
    }
}

import CKernels

/// y = f(kernel ∗ x + b), pooled where the shape says so.
struct ConvolutionForward: PlanKernel {
    var shape: ck_convolution
    let output: UnsafeMutablePointer<Float>
    let sums: UnsafeMutablePointer<Float>?
    let choice: UnsafeMutablePointer<UInt8>?
    let input: UnsafePointer<Float>
    let kernel: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let activation: ck_activation
    let slope: Float
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: ConvolutionForward.self).pointee
            ck_convolve(
                &step.shape, step.output, step.sums, step.choice, step.input, step.kernel, step.bias, step.activation,
                step.slope, step.scratch)
        }
    }
}

/// What the gradient of a convolution's sums is made from: d = gradient · f′(value), put to the chosen places with pooling.
struct ConvolutionSource: BitwiseCopyable {
    let gradient: UnsafePointer<Float>
    let value: UnsafePointer<Float>
    let choice: UnsafePointer<UInt8>?
    let activation: ck_activation
    let slope: Float

    /// d itself.
    static func plain(_ gradient: UnsafePointer<Float>) -> ConvolutionSource {
        ConvolutionSource(gradient: gradient, value: gradient, choice: nil, activation: ck_identity, slope: 1)
    }
}

/// dKernel (+)= x ∗ d, db (+)= Σ d.
struct ConvolutionBackwardWeights: PlanKernel {
    var shape: ck_convolution
    let source: ConvolutionSource
    let input: UnsafePointer<Float>
    let kernelGradient: UnsafeMutablePointer<Float>
    let kernelAccumulates: Int32
    let biasGradient: UnsafeMutablePointer<Float>?
    let biasAccumulates: Int32
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: ConvolutionBackwardWeights.self).pointee
            ck_convolve_weights(
                &step.shape, step.kernelGradient, step.kernelAccumulates, step.biasGradient, step.biasAccumulates,
                step.input, step.source.gradient, step.source.value, step.source.choice, step.source.activation,
                step.source.slope, step.scratch)
        }
    }
}

/// The transpose: dx (+)= d spread by the kernel; also a transposed convolution's forward pass, with its bias.
struct ConvolutionBackwardInput: PlanKernel {
    var shape: ck_convolution
    let source: ConvolutionSource
    let target: UnsafeMutablePointer<Float>
    let accumulates: Int32
    let kernel: UnsafePointer<Float>
    let bias: UnsafePointer<Float>?
    let scratch: UnsafeMutablePointer<Float>

    static var entry: KernelEntry {
        { address in
            var step = address.assumingMemoryBound(to: ConvolutionBackwardInput.self).pointee
            ck_convolve_input(
                &step.shape, step.target, step.accumulates, step.source.gradient, step.source.value,
                step.source.choice, step.source.activation, step.source.slope, step.kernel, step.bias, step.scratch)
        }
    }
}

/// target (+)= Σ rows of source.
struct ChannelSums: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let source: UnsafePointer<Float>
    let rows: Int
    let channels: Int
    let accumulates: Int32

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ChannelSums.self).pointee
            ck_column_sums(step.target, step.source, step.rows, step.channels, step.accumulates)
        }
    }
}

import CKernels
import Testing

/// The kernels of every level that this processor has give the numbers of the level in use.
@Suite("Convolution at each level of the processor")
struct ConvolutionLevelTests {
    static let levels = [ck_level_baseline, ck_level_avx2, ck_level_avx512].filter { ck_functions_at($0) != nil }

    /// Same-padded 3 x 3 convolutions of 2 pictures of 9 x 8, with a maximum of 2 x 2 behind them.
    private func shape(channels: Int, filters: Int, groups: Int, stride: Int) -> ck_convolution {
        let rows = (9 + stride - 1) / stride
        let columns = (8 + stride - 1) / stride
        return ck_convolution(
            batch: 2, in_height: 9, in_width: 8, in_channels: channels, out_height: rows, out_width: columns,
            out_channels: filters, kernel_height: 3, kernel_width: 3, stride_height: stride, stride_width: stride,
            dilation_height: 1, dilation_width: 1, pad_top: ((rows - 1) * stride + 3 - 9) / 2,
            pad_left: ((columns - 1) * stride + 3 - 8) / 2, groups: groups, pool_height: 2, pool_width: 2)
    }

    /// Output, gradient of the weights, of the bias and of the input.
    private func run(_ functions: ck_functions, _ shape: ck_convolution) -> [[Float]] {
        var shape = shape
        let windows = 2 * (shape.out_height / 2) * (shape.out_width / 2) * shape.out_channels
        let pictures = 2 * shape.in_height * shape.in_width * shape.in_channels
        let weights = 9 * shape.in_channels / shape.groups * shape.out_channels
        let x = draws(pictures, range: 1, seed: 1)
        let kernel = draws(weights, range: 0.5, seed: 2)
        let bias = draws(shape.out_channels, range: 1, seed: 3)
        let gradient = draws(windows, range: 1, seed: 4)
        var output = [Float](repeating: 0, count: windows)
        var choice = [UInt8](repeating: 0, count: windows)
        var kernelGradient = [Float](repeating: 0, count: weights)
        var biasGradient = [Float](repeating: 0, count: shape.out_channels)
        var inputGradient = [Float](repeating: 0, count: pictures)
        let passes = [ck_pass_forward, ck_pass_weights, ck_pass_input]
        let count = passes.map { functions.convolve_scratch(&shape, $0) }.max() ?? 0
        // Vectors of a level want no alignment of their own, but the scratch memory is that of a plan: whole lines.
        guard let scratch = ck_allocate(count) else { return [] }
        defer { ck_free(scratch) }
        functions.convolve(&shape, &output, nil, &choice, x, kernel, bias, ck_tanh, 1, scratch)
        functions.convolve_weights(
            &shape, &kernelGradient, 0, &biasGradient, 0, x, gradient, output, choice, ck_tanh, 1, scratch)
        functions.convolve_input(
            &shape, &inputGradient, 0, gradient, output, choice, ck_tanh, 1, kernel, nil, scratch)
        return [output, kernelGradient, biasGradient, inputGradient]
    }

    @Test(arguments: [(1, 16, 1, 1), (5, 33, 1, 2), (6, 4, 2, 1), (19, 19, 19, 1), (9, 9, 9, 2)])
    func agrees(channels: Int, filters: Int, groups: Int, stride: Int) throws {
        let shape = shape(channels: channels, filters: filters, groups: groups, stride: stride)
        let reference = run(try #require(ck_functions_at(ck_active_level())).pointee, shape)
        #expect(reference.count == 4 && reference.allSatisfy { $0.contains { $0 != 0 } })
        for level in Self.levels {
            let functions = try #require(ck_functions_at(level)).pointee
            for (ours, expected) in zip(run(functions, shape), reference) {
                // The same sums, with and without fused multiplication and addition.
                #expect(worst(ours, expected.map(Double.init), relative: 1e-5, absolute: 3e-6) <= 1)
            }
        }
    }
}

import NeuralEngine
import Testing

/// Shapes beyond the fixtures (many channels, panels that are not full, bands of rows, groups), against the definition in
/// double precision, and gradients against finite differences of it.
@Suite("Convolution against its definition")
struct ConvolutionReferenceTests {
    static let shapes: [ConvolutionReference] = [
        ConvolutionReference(height: 9, width: 11, channels: 16, filters: 32, kernel: (3, 3), isSame: true),
        ConvolutionReference(height: 8, width: 8, channels: 7, filters: 33, kernel: (3, 2)),
        ConvolutionReference(height: 7, width: 9, channels: 24, filters: 8, kernel: (1, 1)),
        ConvolutionReference(height: 6, width: 6, channels: 20, filters: 40, kernel: (3, 3), groups: 4, isSame: true),
        ConvolutionReference(
            height: 11, width: 9, channels: 5, filters: 18, kernel: (3, 3), strides: (2, 3), isSame: true),
        ConvolutionReference(
            height: 12, width: 12, channels: 3, filters: 9, kernel: (2, 3), strides: (3, 2), dilation: (2, 3)),
        ConvolutionReference(height: 5, width: 5, channels: 2, filters: 1, kernel: (5, 5)),
        ConvolutionReference(height: 10, width: 7, channels: 17, filters: 1, kernel: (3, 3), isSame: true),
        ConvolutionReference(batch: 1, height: 1, width: 40, channels: 9, filters: 25, kernel: (1, 5), isSame: true),
        ConvolutionReference(batch: 5, height: 2, width: 2, channels: 3, filters: 16, kernel: (2, 2)),
        // Larger than a band, so that pictures are cut into several.
        ConvolutionReference(batch: 1, height: 40, width: 30, channels: 24, filters: 16, kernel: (3, 3), isSame: true),
        ConvolutionReference(
            batch: 1, height: 41, width: 33, channels: 16, filters: 20, kernel: (5, 3), strides: (2, 2)),
        ConvolutionReference(batch: 2, height: 7, width: 7, channels: 12, filters: 12, kernel: (3, 3), groups: 12),
        ConvolutionReference(
            batch: 2, height: 9, width: 8, channels: 19, filters: 19, kernel: (3, 2), strides: (2, 3), groups: 19,
            isSame: true),
        ConvolutionReference(
            batch: 1, height: 60, width: 50, channels: 9, filters: 9, kernel: (2, 5), dilation: (2, 1), groups: 9),
    ]

    @Test(arguments: shapes)
    func outputAndGradients(shape: ConvolutionReference) throws {
        let x = draws(shape.inputCount, range: 1, seed: 1)
        let kernel = draws(shape.kernelCount, range: 0.5, seed: 2)
        let bias = draws(shape.filters, range: 1, seed: 3)
        let target = draws(shape.outputCount, range: 1, seed: 4)
        let layer = Conv2D(
            shape.filters, kernelSize: Size2D(height: shape.kernel.height, width: shape.kernel.width),
            strides: Size2D(height: shape.strides.height, width: shape.strides.width),
            padding: shape.isSame ? .same : .valid,
            dilationRate: Size2D(height: shape.dilation.height, width: shape.dilation.width), groups: shape.groups)
        let network = try PictureNetwork(
            x: x, shape: [shape.height, shape.width, shape.channels], batch: shape.batch, layers: [layer],
            weights: [kernel, bias], target: target)

        let exact = (
            x: x.map(Double.init), kernel: kernel.map(Double.init), bias: bias.map(Double.init),
            target: target.map(Double.init)
        )
        let y = try network.model.predict(network.data.features)
        // Float32's rounding of sums of up to 400 products around 0.25.
        let expected = shape.output(x: exact.x, kernel: exact.kernel, bias: exact.bias)
        #expect(worst(y.scalars, expected, relative: 1e-5, absolute: 5e-6) <= 1)

        let (loss, input, weights) = try network.lossAndGradients()
        let value = shape.loss(x: exact.x, kernel: exact.kernel, bias: exact.bias, target: exact.target)
        #expect(abs(loss - value) <= 1e-5 * value)
        // The slope along a random direction: one number that depends on every element of a gradient.
        let h = 1e-4
        func slope(_ gradient: [Float], _ move: ([Double]) -> Double, seed: UInt64) {
            let direction = draws(gradient.count, range: 1, seed: seed).map(Double.init)
            let numeric = (move(direction.map { $0 * h }) - move(direction.map { -$0 * h })) / (2 * h)
            let ours = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * $1.1 }
            let size = zip(gradient, direction).reduce(0) { $0 + abs(Double($1.0) * $1.1) }
            #expect(abs(ours - numeric) <= 1e-5 * size, "\(ours) \(numeric)")
        }
        func sum(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }
        slope(
            input,
            { shape.loss(x: sum(exact.x, $0), kernel: exact.kernel, bias: exact.bias, target: exact.target) },
            seed: 5)
        slope(
            weights[0],
            { shape.loss(x: exact.x, kernel: sum(exact.kernel, $0), bias: exact.bias, target: exact.target) },
            seed: 6)
        slope(
            weights[1],
            { shape.loss(x: exact.x, kernel: exact.kernel, bias: sum(exact.bias, $0), target: exact.target) },
            seed: 7)
    }
}

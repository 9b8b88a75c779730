import CKernels
import NeuralEngine
import Testing

/// Pieces of work follow from the sizes alone, so that the number of threads changes no bit.
@Suite("Convolution on several threads", .serialized)
struct ConvolutionThreadTests {
    private func run(threads: Int32) throws -> [[Float]] {
        let before = ck_thread_count()
        ck_set_thread_count(threads)
        defer { ck_set_thread_count(before) }
        let model = try Sequential(inputShape: [20, 20, 2], seed: 5) {
            Conv2D(17, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            BatchNormalization()
            Conv2D(24, kernelSize: 3, strides: 2, activation: .gelu)
            UpSampling2D(interpolation: .bilinear)
            Conv2DTranspose(9, kernelSize: 3, strides: 2, padding: .same, activation: .tanh)
            DepthwiseConv2D(kernelSize: 3)
            AveragePooling2D(poolSize: 3, strides: 2, padding: .same)
            ZeroPadding2D()
            GlobalAveragePooling2D()
            Dense(3, activation: .softmax)
        }
        let data = try Dataset(
            name: "noise", features: Tensor.uniform([96, 20, 20, 2], in: -1..<1, seed: 1),
            targets: Tensor((0..<96).map { Float($0 % 3) }))
        try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(), epochs: 2, batchSize: 40, seed: 3)
        return model.weights.map(\.scalars) + [try model.predict(data.features).scalars]
    }

    @Test func sameBits() throws {
        let one = try run(threads: 1)
        #expect(one.allSatisfy { $0.allSatisfy(\.isFinite) })
        for threads: Int32 in [2, 3] { #expect(try run(threads: threads) == one) }
    }
}

import NeuralEngine
import Testing

/// A value that two layers use gets the sum of their gradients.
@Suite("Gradients of a picture used twice")
struct ConvolutionAccumulationTests {
    private static let shape = [5, 6, 3]
    private static let batch = 3

    static let layers: [any Layer] = [
        Conv2D(4, kernelSize: 3, padding: .same, activation: .tanh),
        Conv2D(5, kernelSize: [2, 3], strides: 2),
        DepthwiseConv2D(kernelSize: 2, depthMultiplier: 2),
        Conv2DTranspose(2, kernelSize: 3, strides: 2, padding: .same),
        MaxPooling2D(poolSize: 3, strides: 2), AveragePooling2D(poolSize: 2, padding: .same),
        GlobalAveragePooling2D(), GlobalMaxPooling2D(), UpSampling2D(interpolation: .bilinear), UpSampling2D(),
        ZeroPadding2D(), Cropping2D(), BatchNormalization(),
    ]

    /// One dense layer makes the pictures, the layers branch off; returns the gradients of all weights.
    private func gradients(
        _ layers: [any Layer], pictures: [Float], weights: [[[Float]]], targets: [[Float]]
    ) throws -> [[Float]] {
        let input = Input(shape: [Self.batch])
        let picture = Reshape(Self.shape)(Dense(Self.shape.reduce(1, *), bias: false)(input))
        let ends = layers.map { Flatten()($0(picture)) }
        let model = try Model(inputs: [input], outputs: [ends.count == 1 ? ends[0] : Concatenate()(ends)])
        let arrays = [pictures] + weights.flatMap { $0 }
        try model.setWeights(zip(model.weights, arrays).map { try Tensor(shape: $0.shape, scalars: $1) })
        var rows = [Float](repeating: 0, count: Self.batch * Self.batch)
        for sample in 0..<Self.batch { rows[sample * Self.batch + sample] = 1 }
        // Each sample's targets of all branches, one behind the other.
        let joined = (0..<Self.batch).flatMap { sample in
            targets.flatMap { $0[sample * $0.count / Self.batch..<(sample + 1) * $0.count / Self.batch] }
        }
        let data = try Dataset(
            name: "branches", features: Tensor(shape: [Self.batch, Self.batch], scalars: rows),
            targets: Tensor(shape: [Self.batch, joined.count / Self.batch], scalars: joined))
        return try model.lossAndGradients(data, loss: .meanSquaredError).gradients.map(\.scalars)
    }

    @Test(arguments: layers.indices)
    func branches(index: Int) throws {
        let layer = Self.layers[index]
        let other = Conv2D(2, kernelSize: 3)
        let pictures = draws(Self.batch * Self.shape.reduce(1, *), range: 1, seed: 1)
        func weights(_ layer: any Layer, seed: UInt64) -> [[Float]] {
            layer.parameters(for: Self.shape).enumerated().map { place, specification in
                // Variances are positive.
                draws(specification.shape.reduce(1, *), range: 0.5, seed: seed + UInt64(place)).map { $0 + 0.6 }
            }
        }
        func targets(_ layer: any Layer, seed: UInt64) throws -> [Float] {
            draws(Self.batch * (try layer.outputShape(for: Self.shape)).reduce(1, *), range: 1, seed: seed)
        }
        // In both orders, for one branch writes the gradient and the other adds to it.
        for pair in [[layer, other], [other, layer]] {
            let arrays = pair.enumerated().map { weights($1, seed: UInt64(10 * $0 + 10)) }
            let goals = try pair.enumerated().map { try targets($1, seed: UInt64($0 + 3)) }
            let together = try gradients(pair, pictures: pictures, weights: arrays, targets: goals)
            let first = try gradients([pair[0]], pictures: pictures, weights: [arrays[0]], targets: [goals[0]])
            let second = try gradients([pair[1]], pictures: pictures, weights: [arrays[1]], targets: [goals[1]])
            // The loss is a mean over both branches: each counts as much as it has numbers.
            let share = Double(goals[0].count) / Double(goals[0].count + goals[1].count)
            let expected = zip(first[0], second[0]).map { share * Double($0) + (1 - share) * Double($1) }
            #expect(worst(together[0], expected, relative: 2e-5, absolute: 1e-6) <= 1, "\(layer.kind)")
        }
    }
}

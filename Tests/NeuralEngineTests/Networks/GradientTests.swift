import NeuralEngine
import Testing

/// Back-propagation through products of every size against central differences of a forward pass in double precision.
@Suite("Gradients")
struct GradientTests {
    private func check(
        _ layers: [any ReferenceLayer], inputShape: [Int], rows: Int = 6,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var draws = NetworkDraws(seed: 21)
        let network = ReferenceNetwork(layers: layers)
        let model = try network.model(inputShape: inputShape)
        try draws.moveWeights(of: model)
        let check = try GradientCheck(
            network, model: model, features: draws.features(for: network, shape: inputShape, rows: rows),
            targets: draws.targets(for: .meanSquaredError, shape: [rows] + model.outputShape), loss: .meanSquaredError)
        // Float32's rounding through a few layers; the differences themselves are good to about 1e-9.
        let finding = try check.differences(relative: 2e-5, absolute: 2e-6, weights: nil, seed: 1)
        #expect(finding == nil, sourceLocation: sourceLocation)
    }

    @Test func shapesAndBiases() throws {
        try check(
            [ReferenceShape(kind: .flatten), ReferenceDense(units: 4, hasBias: false), ReferenceDense(units: 2)],
            inputShape: [2, 3])
        try check(
            [
                ReferenceShape(kind: .reshape([2, 3])), ReferenceDense(units: 4, activation: .tanh),
                ReferenceShape(kind: .flatten), ReferenceDense(units: 1),
            ], inputShape: [6])
        // Products beyond the limit of our own kernel, and beyond that of one thread.
        try check([ReferenceDense(units: 2, activation: .gelu), ReferenceDense(units: 3)], inputShape: [3], rows: 300)
    }

    /// A batch and layers so large that OpenBLAS computes the products, against the same network in pieces of our own.
    @Test func largeProductsAgreeWithSmallOnes() throws {
        let model = try Sequential(inputShape: [120], seed: 3) {
            Dense(130, activation: .relu)
            Dense(110, activation: .tanh)
        }
        let data = try Dataset(
            name: "large", features: Tensor.uniform([128, 120], in: -1..<1, seed: 1),
            targets: Tensor.uniform([128, 110], seed: 2))
        let whole = try model.lossAndGradients(data, loss: .meanSquaredError)
        var sums = whole.gradients.map { [Double](repeating: 0, count: $0.count) }
        for start in stride(from: 0, to: 128, by: 4) {
            let part = try model.lossAndGradients(data.rows(Array(start..<(start + 4))), loss: .meanSquaredError)
            for (index, gradient) in part.gradients.enumerated() {
                for place in sums[index].indices { sums[index][place] += Double(gradient.scalars[place]) / 32 }
            }
        }
        for (gradient, sum) in zip(whole.gradients, sums) {
            #expect(worst(gradient.scalars, sum, relative: 1e-4, absolute: 1e-7) <= 1)
        }
    }
}

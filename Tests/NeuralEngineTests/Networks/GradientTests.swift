import NeuralEngine
import Testing

/// Back-propagation through every layer, activation and loss against central differences of a forward pass in double precision.
@Suite("Gradients")
struct GradientTests {
    private func check(
        _ model: Sequential, loss: Loss, rows: Int = 6, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let inputs = model.inputShape.reduce(1, *)
        let outputs = model.outputShape.reduce(1, *)
        let x = draws(rows * inputs, range: 1.5, seed: 21)
        var t = draws(rows * outputs, range: 1, seed: 22)
        switch loss {
        case .hinge, .squaredHinge, .perceptron: t = t.map { $0 < 0 ? -1 : 1 }
        case .binaryCrossEntropy: t = t.map { $0 < 0 ? 0 : 1 }
        case .categoricalCrossEntropy:
            for row in 0..<rows { for unit in 0..<outputs { t[row * outputs + unit] = unit == row % outputs ? 1 : 0 } }
        default: break
        }
        // Biases of zero would hide mistakes.
        try model.setWeights(
            model.weights.enumerated().map { index, tensor in
                try Tensor(shape: tensor.shape, scalars: draws(tensor.count, range: 0.8, seed: UInt64(100 + index)))
            })
        let data = try Dataset(
            name: "random", features: Tensor(shape: [rows] + model.inputShape, scalars: x),
            targets: Tensor(shape: [rows] + model.outputShape, scalars: t))
        let (value, gradients) = try model.lossAndGradients(data, loss: loss)
        let reference = Reference(model: model, loss: loss)
        func split(_ numbers: [Float], by width: Int) -> [[Double]] {
            stride(from: 0, to: numbers.count, by: width).map { numbers[$0..<($0 + width)].map(Double.init) }
        }
        let weights = model.weights.map { $0.scalars.map(Double.init) }
        let exact = reference.value(weights: weights, x: split(x, by: inputs), t: split(t, by: outputs))
        #expect(abs(value - exact) <= 2e-6 * abs(exact) + 1e-7, sourceLocation: sourceLocation)
        let slopes = reference.gradient(weights: weights, x: split(x, by: inputs), t: split(t, by: outputs))
        for (gradient, slope) in zip(gradients, slopes) {
            // Float32's rounding through a few layers; the differences themselves are good to about 1e-10.
            #expect(worst(gradient.scalars, slope, relative: 2e-5, absolute: 2e-6) <= 1, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: ActivationFunction.allCases.filter { !["sign", "step"].contains($0.name) })
    func hiddenActivation(function: ActivationFunction) throws {
        try check(
            Sequential(inputShape: [3]) {
                Dense(8, activation: function)
                Dense(5, activation: .tanh)
                Dense(2)
            }, loss: .meanSquaredError)
    }

    @Test(arguments: ActivationFunction.allCases.filter { !["sign", "step"].contains($0.name) })
    func lastActivation(function: ActivationFunction) throws {
        try check(
            Sequential(inputShape: [3]) {
                Dense(4, activation: .tanh)
                Dense(6, activation: function)
            }, loss: .meanSquaredError)
    }

    @Test(arguments: ActivationFunction.allCases.filter { !["sign", "step"].contains($0.name) })
    func activationAsALayer(function: ActivationFunction) throws {
        try check(
            Sequential(inputShape: [3]) {
                Dense(4)
                Activation(function)
                Activation(.tanh)
                Dense(3)
            }, loss: .meanSquaredError)
    }

    @Test(arguments: [
        Loss.meanSquaredError, .meanAbsoluteError, .huber(delta: 0.7), .logCosh, .hinge, .squaredHinge, .perceptron,
    ])
    func losses(loss: Loss) throws {
        try check(
            Sequential(inputShape: [3]) {
                Dense(6, activation: .tanh)
                Dense(2)
            }, loss: loss)
    }

    /// Cross entropies fused with the activation before them, and apart from it.
    @Test func crossEntropies() throws {
        try check(Sequential(inputShape: [2]) { Dense(3, activation: .softmax) }, loss: .categoricalCrossEntropy)
        try check(
            Sequential(inputShape: [2]) {
                Dense(4)
                Activation(.softmax)
            }, loss: .categoricalCrossEntropy)
        try check(
            Sequential(inputShape: [2]) {
                Dense(4, activation: .softmax)
                Reshape([2, 2])
                Flatten()
            },
            loss: .categoricalCrossEntropy)
        try check(Sequential(inputShape: [2]) { Dense(2, activation: .sigmoid) }, loss: .binaryCrossEntropy)
        try check(Sequential(inputShape: [2]) { Dense(2, activation: .hardSigmoid) }, loss: .binaryCrossEntropy)
    }

    @Test func shapesAndBiases() throws {
        try check(
            Sequential(inputShape: [2, 3]) {
                Flatten()
                Dense(4, bias: false)
                Dense(2)
            }, loss: .meanSquaredError)
        try check(
            Sequential(inputShape: [6]) {
                Reshape([2, 3])
                Dense(4, activation: .tanh)
                Flatten()
                Dense(1)
            }, loss: .meanSquaredError)
        // Products beyond the limit of our own kernel, and beyond that of one thread.
        try check(
            Sequential(inputShape: [3]) {
                Dense(2, activation: .gelu)
                Dense(3)
            }, loss: .meanSquaredError, rows: 300)
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

import NeuralEngine
import Testing

@Suite("PReLU against PyTorch")
struct PReLUTests {
    struct Case: Decodable {
        let shape: [Int]
        let shared: Int
        let x: [Float]
        let slopes: [Float]
        let upstream: [Float]
        let y: [Double]
        let gradient: [Double]
        let slopeGradient: [Double]
    }

    @Test func forwardAndBackward() throws {
        for fixture in try Fixture.load("learned_relu", as: [Case].self) {
            let layer = PReLU(sharedAxes: Array(1..<(fixture.shared + 1)))
            let rows = 7
            let width = fixture.shape.reduce(1, *)
            // Rows of the unit matrix times a kernel are the kernel's rows: its gradient is that of the layer's input.
            let model = try Sequential(inputShape: [rows]) {
                Dense(width, bias: false)
                Reshape(fixture.shape)
                layer
            }
            try model.setWeights([
                Tensor(shape: [rows, width], scalars: fixture.x),
                Tensor(shape: model.weights[1].shape, scalars: fixture.slopes),
            ])
            // The squared error against y − n u / 2 has the gradient u, for n numbers.
            let half = Float(rows * width) / 2
            let targets = zip(fixture.y, fixture.upstream).map { Float($0) - half * $1 }
            let data = try LossFixtureTests.data(Tensor(shape: [rows] + fixture.shape, scalars: targets), rows: rows)
            let y = try model.predict(data.features).scalars
            #expect(worst(y, fixture.y, relative: 1e-6, absolute: 1e-7) <= 1, "\(fixture.shape)")
            let gradients = try model.lossAndGradients(data, loss: .meanSquaredError).gradients
            // The detour over the squared error rounds differences of up to 1,000 to float32: 6e-5 / 380 of a number around 1.
            #expect(
                worst(gradients[0].scalars, fixture.gradient, relative: 1e-5, absolute: 3e-6) <= 1, "\(fixture.shape)")
            #expect(
                worst(gradients[1].scalars, fixture.slopeGradient, relative: 1e-4, absolute: 2e-5) <= 1,
                "\(fixture.shape) \(fixture.shared)")
        }
    }

    @Test func slopesAreLearned() throws {
        let x = try Tensor.uniform([64, 1], in: -1..<1, seed: 4)
        let data = try Dataset(name: "bend", features: x, targets: x.mapped { $0 < 0 ? 0.3 * $0 : $0 })
        let model = try Sequential(inputShape: [1]) { PReLU() }
        try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.5), epochs: 200)
        #expect(abs(model.weights[0].scalars[0] - 0.3) < 1e-4)
        #expect(PReLU(sharedAxes: [2, 1]).code == "PReLU(sharedAxes: [1, 2])")
    }

    @Test(arguments: [[2], [1, 3], [1, 2, 3], [0]])
    func axesThatAreNotTheFirst(axes: [Int]) {
        let error = engineError { _ = try Sequential(inputShape: [4, 5]) { PReLU(sharedAxes: axes) } }
        #expect(error?.code == .invalidArgument && error?.message.contains("sharedAxes") == true)
    }
}

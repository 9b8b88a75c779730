import NeuralEngine
import Testing

@Suite("Every loss with its arguments, against PyTorch and Keras")
struct LossFixtureTests {
    struct Case: Decodable, CustomStringConvertible {
        let name: String
        let given: [String: Float]
        let form: String
        let shape: [Int]
        let prediction: [Float]
        let target: [Float]
        let loss: Double
        let gradient: [Double]

        var description: String { "\(name)\(given) \(form) \(shape)" }

        func made() throws -> Loss {
            let fromLogits = given["fromLogits"] == 1
            let smoothing = given["labelSmoothing"] ?? 0
            return switch name {
            case "huber": .huber(delta: try #require(given["delta"]))
            case "binaryCrossEntropy": .binaryCrossEntropy(fromLogits: fromLogits, labelSmoothing: smoothing)
            case "categoricalCrossEntropy": .categoricalCrossEntropy(fromLogits: fromLogits, labelSmoothing: smoothing)
            case "binaryFocalCrossEntropy":
                .binaryFocalCrossEntropy(alpha: given["alpha"], gamma: given["gamma"] ?? 2, fromLogits: fromLogits)
            default: try #require(Loss(name: name))
            }
        }
    }

    /// A network whose output is its weights exactly, so that the weights' gradient is the prediction's.
    static func network(_ prediction: [Float], shape: [Int]) throws -> Sequential {
        let (rows, columns) = (shape[0], prediction.count / shape[0])
        let model = try Sequential(inputShape: [rows]) {
            Dense(columns, bias: false)
            Reshape(Array(shape.dropFirst()))
        }
        try model.setWeights([Tensor(shape: [rows, columns], scalars: prediction)])
        return model
    }

    static func data(_ target: Tensor, rows: Int) throws -> Dataset {
        var unit = [Float](repeating: 0, count: rows * rows)
        for row in 0..<rows { unit[row * rows + row] = 1 }
        return try Dataset(name: "unit", features: Tensor(shape: [rows, rows], scalars: unit), targets: target)
    }

    @Test func valuesAndGradients() throws {
        let cases = try Fixture.load("training_losses", as: [Case].self) + Fixture.load("random_losses")
        let missing = Set(Loss.allCases.map(\.name)).subtracting(cases.map(\.name))
        #expect(missing == ["zeroOne", "sparseCategoricalCrossEntropy"])
        for fixture in cases {
            let loss = try fixture.made()
            let model = try Self.network(fixture.prediction, shape: fixture.shape)
            let data = try Self.data(Tensor(shape: fixture.shape, scalars: fixture.target), rows: fixture.shape[0])
            let (value, gradients) = try model.lossAndGradients(data, loss: loss)
            // Float32 sums of up to 120 terms; logarithms of probabilities near 1 have lost a digit before they are taken.
            #expect(abs(value - fixture.loss) <= 4e-6 * abs(fixture.loss) + 1e-6, "\(fixture) \(value)")
            #expect(
                worst(gradients[0].scalars, fixture.gradient, relative: 1e-5, absolute: 3e-6) <= 1,
                "\(fixture)")
            let evaluation = try model.evaluate(data, loss: loss)
            #expect(abs(evaluation.loss - value) <= 1e-6 * abs(value) + 1e-7, "\(fixture)")
        }
    }

    /// One number a row in place of one-hot rows: the same bits where the arithmetic is the same, else nearly.
    @Test func classIndices() throws {
        for fixture in try Fixture.load("training_losses", as: [Case].self) + Fixture.load("random_losses")
        where fixture.form == "classes" {
            let loss = try fixture.made()
            let columns = try #require(fixture.shape.last)
            let labels = stride(from: 0, to: fixture.target.count, by: columns).map { start in
                Float((0..<columns).first { fixture.target[start + $0] == 1 } ?? 0)
            }
            let model = try Self.network(fixture.prediction, shape: fixture.shape)
            let indices = try Self.data(
                Tensor(shape: fixture.shape.dropLast(), scalars: labels), rows: fixture.shape[0])
            let (value, gradients) = try model.lossAndGradients(indices, loss: loss)
            #expect(abs(value - fixture.loss) <= 4e-6 * abs(fixture.loss) + 1e-6, "\(fixture)")
            #expect(worst(gradients[0].scalars, fixture.gradient, relative: 1e-5, absolute: 3e-6) <= 1, "\(fixture)")
            guard loss == .categoricalCrossEntropy(fromLogits: true) else { continue }
            let sparse = try model.lossAndGradients(indices, loss: .sparseCategoricalCrossEntropy(fromLogits: true))
            #expect(sparse.loss == value && sparse.gradients == gradients)
        }
    }

    @Test func zeroOneCountsWrongAnswers() throws {
        let signs = try Self.data([[1], [-1], [1], [-1]], rows: 4)
        let model = try Self.network([2, 1, -3, -0.5], shape: [4, 1])
        #expect(try model.evaluate(signs, loss: .zeroOne).loss == 0.5)
        let rows = try Self.network([2, 1, 0, 3, 0.5, 0.7], shape: [3, 2])
        #expect(try abs(rows.evaluate(Self.data([0, 0, 1], rows: 3), loss: .zeroOne).loss - 1.0 / 3) < 1e-12)
        #expect(engineError { try model.fit(signs, loss: .zeroOne, epochs: 1) }?.code == .notDifferentiable)
    }

    @Test(arguments: [
        BadCall("delta", "-1") { try Self.fit(.huber(delta: -1)) },
        BadCall("labelSmoothing", "1") { try Self.fit(.binaryCrossEntropy(labelSmoothing: 1)) },
        BadCall("gamma", "-2") { try Self.fit(.binaryFocalCrossEntropy(gamma: -2)) },
        BadCall("alpha", "3") { try Self.fit(.binaryFocalCrossEntropy(alpha: 3)) },
        BadCall("fromLogits", "sigmoid") { try Self.fit(.binaryCrossEntropy(fromLogits: true), .sigmoid) },
        BadCall("row 1", "-2") { try Self.fit(.poisson, targets: [1, -2]) },
        BadCall("row 0", "3") { try Self.fit(.klDivergence, targets: [3, 0]) },
        BadCall("sparseCategoricalCrossEntropy", "[2]", "[2, 2]") {
            try LossFixtureTests.network([1, 2, 3, 4], shape: [2, 2]).fit(
                LossFixtureTests.data([[0, 1], [1, 0]], rows: 2), loss: .sparseCategoricalCrossEntropy, epochs: 1)
        },
        BadCall("Row 1", "label 5", "2 outputs") {
            try LossFixtureTests.network([1, 2, 3, 4], shape: [2, 2]).fit(
                LossFixtureTests.data([0, 5], rows: 2), loss: .sparseCategoricalCrossEntropy, epochs: 1)
        },
    ])
    func badNumbers(bad: BadCall) { #expect(bad.missing == []) }

    private static func fit(
        _ loss: Loss, _ last: ActivationFunction = .identity, targets: Tensor = [0, 1]
    ) throws {
        let model = try Sequential(inputShape: [2]) { Dense(1, activation: last) }
        try model.fit(data(targets, rows: 2), loss: loss, epochs: 1)
    }
}

import Charts
import NeuralEngine
import Plots
import Testing

/// What the pictures of the field show, and what they say about odd data.
@Suite struct FieldPictureTests {
    /// Areas worked out by hand: the part of pairs (positive, negative) in the right order, ties counting one half.
    @Test(
        arguments: [
            ([0.9, 0.8, 0.2, 0.1], [true, true, false, false], 1),
            ([0.1, 0.2, 0.8, 0.9], [true, true, false, false], 0),
            ([0.5, 0.5, 0.5, 0.5], [true, false, true, false], 0.5),
            ([3, 2, 1], [true, false, true], 0.5),
            ([0.9, 0.7, 0.7, 0.1], [true, true, false, false], 0.875),
            ([.infinity, 1, -.infinity], [true, true, false], 1),
        ] as [([Double], [Bool], Double)])
    func areaBelowTheROC(scores: [Double], answers: [Bool], area: Double) throws {
        let curve = try ROCCurve(scores: scores, isPositive: answers)
        #expect(abs(curve.auc - area) < 1e-12)  // sums of a few quotients
        #expect(curve.falsePositiveRate.first == 0 && curve.falsePositiveRate.last == 1)
        #expect(curve.truePositiveRate.first == 0 && curve.truePositiveRate.last == 1)
        #expect(Chart.roc([curve]).svg.contains("AUC \(NumberText.readable(area, digits: 3))<"))
    }

    @Test func whatIsNoROCIsSaid() throws {
        #expect(throws: PlotError.self) { try ROCCurve(scores: [1, 2], isPositive: [true, true]) }
        #expect(throws: PlotError.self) { try ROCCurve(scores: [1], isPositive: [true, false]) }
        let error = #expect(throws: PlotError.self) { try ROCCurve(scores: [1, .nan], isPositive: [true, false]) }
        #expect(error?.message == "1 of 2 scores are NaN, so they have no order.")
    }

    @Test func eachClassHasAROC() throws {
        let data = try Dataset.iris()
        let right = FunctionModel(outputs: 3) { _, _ in [0.2, 0.3, 0.5] }
        let curves = try ROCCurve.curves(right, data)
        #expect(curves.map(\.name) == ["setosa", "versicolor", "virginica"])
        #expect(curves.allSatisfy { $0.auc == 0.5 })
        #expect(throws: PlotError.self) { try ROCCurve.curves(FunctionModel(outputs: 1) { _, _ in [1] }, data) }
    }

    @Test func theConfusionIsTheMatrix() throws {
        let matrix = try ConfusionMatrix(counts: [[50, 0, 0], [0, 47, 3], [0, 2, 48]], classNames: ["a", "b", "c"])
        let chart = try Chart.confusion(matrix)
        for count in ["50", "47", "3", "2", "48"] { #expect(chart.svg.contains(">\(count)</text>")) }
        #expect(chart.textDescription.contains("Most often confused: 3 of b taken for c"))
        #expect(throws: PlotError.self) { try Chart.confusion(try ConfusionMatrix(counts: [[3]])) }
        let fifty = try ConfusionMatrix(counts: (0..<50).map { row in (0..<50).map { $0 == row ? 9 : 1 } })
        #expect(try Chart.confusion(fifty).svg.utf8.count < 200_000)
        let nothing = try ConfusionMatrix(counts: [[0, 0], [0, 0]])
        #expect(try Chart.confusion(nothing).textDescription.contains("No answer is wrong"))
    }

    /// f(x) = x², η = 0.1: each step is x ← 0.8 x.
    @Test func theDescentIsTheOptimizers() throws {
        let path = try DescentPath(
            down: { x in try x * x }, from: 2, optimizer: .gradientDescent(learningRate: 0.1), steps: 5)
        for (step, x) in path.x.enumerated() {
            // Single precision, five products.
            #expect(abs(x - 2 * Mathematics.power(0.8, Double(step))) < 1e-5)
        }
        #expect(path.x.count == 6)
        #expect(path.values.count == 6)
    }

    @Test func aDescentThatDivergesEnds() throws {
        let path = try DescentPath(
            down: { x in try x * x * x * x }, from: 3, optimizer: .gradientDescent(learningRate: 10), steps: 50)
        #expect(path.x.count < 51)
        #expect(path.x.count == path.values.count)
        #expect(path.values.allSatisfy { $0.isFinite })
        let chart = try Chart.descent(
            of: { x in try x * x * x * x }, over: -4...4, from: 3, optimizer: .gradientDescent(learningRate: 10),
            steps: 50)
        #expect(chart.subtitle?.hasPrefix("diverges") == true)
        #expect(throws: PlotError.self) {
            try DescentPath(down: { try $0 * $0 }, from: .nan, optimizer: .adam(), steps: 3)
        }
        #expect(throws: PlotError.self) {
            try DescentPath(down: { try $0 * $0 }, from: 1, optimizer: .adam(), steps: 0)
        }
    }

    @Test func aFunctionOfTheWholeIsNoCurve() throws {
        let error = #expect(throws: PlotError.self) {
            try Chart.contour(of: { x, y in try (x * y).sum() }, x: 0...1, y: 0...1)
        }
        #expect(error?.message.contains("without sum()") == true)
        #expect(throws: PlotError.self) { try Chart.contour(of: { x, y in try x * y }, x: 1...1, y: 0...1) }
        #expect(throws: PlotError.self) { try Chart.race([], of: { try $0 * $1 }, from: (0, 0), x: 0...1, y: 0...1) }
    }

    @Test(arguments: ActivationFunction.allCases)
    func everyActivationIsDrawnOrSaysWhyNot(function: ActivationFunction) throws {
        if [.softmax, .logSoftmax, .sparsemax, .glu].contains(function) {
            #expect(throws: PlotError.self) { try Chart.activation(function) }
        } else {
            let text = try Chart.activation(function).textDescription
            #expect(text.contains("Line “f(z)”"), "\(text)")
            #expect(!text.contains("not finite"), "\(text)")
        }
    }

    @Test(arguments: Loss.allCases)
    func everyLossIsDrawn(loss: Loss) throws {
        let text = try Chart.lossFunction(loss).textDescription
        #expect(text.contains("241 points"), "\(text)")
        #expect(!text.contains("not finite"), "\(text)")
    }

    /// Huber's loss: 2.5 at an error of 3, with δ = 1.
    @Test func aLossHasItsValues() throws {
        #expect(try Chart.lossFunction(.huber).textDescription.contains("x -3 to 3, y 0 to 2.5, last 2.5"))
        #expect(try Chart.lossFunction(.zeroOne).textDescription.contains("y 0 to 1, last 0"))
        // The axis is 406 wide, and the step is where the answer's sign changes: in its middle.
        #expect(try Chart.lossFunction(.zeroOne).svg.contains("h203l1.7 "))
    }

    @Test func optimizersMoveAtTheSameTime() throws {
        func bowl(_ x: Tensor, _ y: Tensor) throws -> Tensor { try x * x + 10 * y * y }
        let race = try AnimatedChart.race(
            [.sgd(learningRate: 0.02), .adam(learningRate: 0.1)], of: bowl, from: (3, 1), x: -4...4, y: -2...2,
            steps: 90, limit: 10)
        #expect(race.frames.map(\.caption) == (0...9).map { "step \(10 * $0)" })
        for name in ["sgd", "adam"] { #expect(race.svg.contains(">\(name)</text>")) }
        let given = try DescentPath(name: "by hand", x: [3, 2, 1], y: [1, 0, 0])
        let short = try AnimatedChart.descent([given], of: bowl, x: -4...4, y: -2...2)
        #expect(short.frames.count == 3)
        #expect(throws: PlotError.self) { try DescentPath(name: "odd", x: [1, 2], y: [1]) }
        #expect(throws: PlotError.self) { try AnimatedChart.descent([], of: bowl, x: -4...4, y: -2...2) }
    }

    @Test func lossesAreCompared() throws {
        let history = try TrainedModels.history().history
        let chart = try Chart.losses([("first", history), ("second", history)])
        for name in ["first", "second"] { #expect(chart.svg.contains(">\(name)</text>")) }
        let bare = try TrainedModels.history(validation: false).history
        #expect(throws: PlotError.self) { try Chart.losses([("bare", bare)], usesValidation: true) }
        #expect(throws: PlotError.self) { try Chart.losses([]) }
    }

    @Test(
        arguments: [
            ([2, 8, 8], "2 images of 8 by 8"), ([8, 6], "1 image of 6 by 8"), ([3, 16], "3 images of 4 by 4"),
            ([1, 4, 4, 3], "1 image of 4 by 4"), ([150, 2, 2], "100 images of 2 by 2"),
        ] as [([Int], String)])
    func imagesAreReadFromTensors(shape: [Int], text: String) throws {
        let count = shape.reduce(1, *)
        let tensor = try Tensor(shape: shape, scalars: (0..<count).map { Float($0) / Float(count) })
        #expect(try Chart.images(tensor).textDescription.contains(text))
    }

    @Test func whatIsNoImageIsSaid() throws {
        for shape in [[3], [2, 2, 2, 2], [1, 1, 1, 1, 1]] {
            let tensor = try Tensor.zeros(shape)
            #expect(throws: PlotError.self) { try Chart.images(tensor) }
        }
        let odd = try Tensor(shape: [1, 2, 2], scalars: [.nan, 1, .infinity, 0])
        #expect(try Chart.images(odd).svg.contains(Theme.light.grid.hexadecimal))
    }

    /// Points on a line through five dimensions lie on one axis, in their order.
    @Test func theFirstComponentIsTheLongestAxis() throws {
        let steps = (0..<20).map { Float($0) }
        let vectors = try Tensor(shape: [20, 5], scalars: steps.flatMap { [$0, 2 * $0, 0, -$0, 1] })
        let chart = try Chart.embeddings(vectors)
        #expect(chart.subtitle == "the plane shows 100 % + 0 % of the variance", "\(chart.subtitle ?? "")")
        let same = try Tensor.ones([4, 3])
        #expect(try Chart.embeddings(same).textDescription.contains("4 points"))
        #expect(throws: PlotError.self) { try Chart.embeddings(try Tensor(shape: [2, 2], scalars: [0, 1, .nan, 2])) }
        #expect(throws: PlotError.self) { try Chart.embeddings(same, names: ["one"]) }
        #expect(throws: PlotError.self) { try Chart.embeddings(same, labels: [1]) }
    }

    @Test func aMapHasItsWinners() throws {
        // Four units at the corners of a square, four clusters of examples.
        let weights = try Tensor(shape: [2, 2, 2], scalars: [0, 0, 0, 9, 9, 0, 9, 9])
        let data = try Dataset(
            name: "corners", features: Tensor(shape: [5, 2], scalars: [0, 1, 1, 0, 0, 8, 9, 1, 8, 9]),
            targets: Tensor([0, 0, 1, 1, 0]))
        let chart = try Chart.selfOrganizingMap(weights, data)
        #expect(chart.subtitle == "4 of 4 units are nearest to an example")
        #expect(chart.svg.contains(">2</text>"))
        // Each unit has one neighbour at distance 9 and another at 9.
        #expect(try Chart.uMatrix(weights).textDescription.contains("values 9 to 9"))
        #expect(throws: PlotError.self) { try Chart.selfOrganizingMap(weights, try Dataset.iris()) }
        #expect(throws: PlotError.self) { try Chart.uMatrix(try Tensor.zeros([2, 2])) }
        #expect(try Chart.selfOrganizingLattice(weights, data).textDescription.contains("4 segments “neighbours”"))
    }

    @Test func attentionHasNames() throws {
        let weights = try Tensor(shape: [2, 3], scalars: [0.2, 0.3, 0.5, 1, 0, 0])
        let chart = try Chart.attention(weights, queries: ["a", "b"], keys: ["x", "y", "z"])
        for name in ["a", "b", "x", "y", "z"] { #expect(chart.svg.contains(">\(name)</text>")) }
        #expect(throws: PlotError.self) { try Chart.attention(weights, queries: ["a"]) }
        #expect(throws: PlotError.self) { try Chart.attention(try Tensor.zeros([3])) }
    }

    @Test func headsStandBesideEachOther() throws {
        let model = try Sequential(inputShape: [4, 6], seed: 1, name: "attentive") {
            MultiHeadAttention(numHeads: 2, keyDim: 3)
            Flatten()
            Dense(1)
        }
        let grid = try ChartGrid.attention(model, try Tensor.ones([4, 6]), tokens: ["the", "cat", "sat", "down"])
        #expect(grid.charts.count == 2)
        #expect(grid.charts[1].title == "Head 2")
    }

    @Test func divisionsAreCounted() throws {
        let (train, test) = try Dataset.iris().split(validation: 0.2, seed: 1)
        let chart = try Chart.division([("training", train), ("test", test)])
        #expect(chart.textDescription.contains("training: 120 examples, test: 30 examples"))
        #expect(chart.svg.contains(">training · 80 %</text>"))
        #expect(throws: PlotError.self) { try Chart.division([]) }
        #expect(throws: PlotError.self) { try Chart.folds(1) }
        #expect(try Chart.folds(4).textDescription.contains("Rectangles “training”: 12 rectangles"))
    }

    @Test func weightsAreImagesOrAHeatMap() throws {
        let model = try Sequential(inputShape: [4, 4], seed: 1, name: "n") {
            Flatten()
            Dense(5, activation: .tanh)
            Dense(3)
        }
        #expect(try Chart.weights(model).textDescription.contains("5 images of 4 by 4"))
        #expect(try Chart.weights(model, layer: 2).textDescription.contains("5 by 3 cells"))
        let error = #expect(throws: PlotError.self) { try Chart.weights(model, layer: 0) }
        #expect(error?.message == "Layer 0 of n has no matrix of weights; layers 1, 2 have one.")
    }

    @Test func thePerceptronMoves() throws {
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(.and)
        let animation = try AnimatedChart.perceptron(trace, over: .and)
        #expect(animation.frames.count == trace.updates.count)
        #expect(animation.frames[0].caption.hasPrefix("update 1, epoch 1: example"))
        #expect(throws: PlotError.self) { try AnimatedChart.perceptron(trace, over: try Dataset.iris()) }
    }
}

import Charts
import NeuralEngine
import Plots
import Testing

@Suite struct CurveTests {
    @Test func theBestEpochIsTheLowestValidationLoss() throws {
        let history = try TrainedModels.history().history
        let lowest = try #require(history.validationLoss.min())
        let epoch = try #require(history.validationLoss.firstIndex(of: lowest)) + 1
        let chart = Chart.loss(history)
        #expect(chart.title == "Loss of clf on \(history.dataset)")
        #expect(chart.textDescription.contains("best: epoch \(epoch), "))
        #expect(chart.svg.contains(">validation</text>"))
        #expect(chart.verticalAxis.label == "categorical cross entropy")
    }

    @Test func withoutValidationThereIsOneCurve() throws {
        let history = try TrainedModels.history(validation: false).history
        let svg = Chart.loss(history).svg
        #expect(svg.contains(">training</text>"))
        #expect(!svg.contains(">validation</text>"))
    }

    @Test func nothingTrainedIsSaid() {
        let empty = History(model: "m", dataset: "d", lossFunction: .hinge, plannedEpochs: 5)
        #expect(Chart.loss(empty).textDescription.contains("No epoch was finished"))
        #expect(Chart.loss(empty).svg.hasPrefix("<svg"))
    }

    @Test(arguments: [(AxisScale?.some(.linear), AxisScale.linear), (.some(.log), .log), (nil, .linear)])
    func theScaleIsAsAsked(asked: AxisScale?, expected: AxisScale) throws {
        // Twelve epochs of this training stay within a factor of 100, so that the automatic scale is linear.
        let history = try TrainedModels.history().history
        #expect(Chart.loss(history, scale: asked).verticalAxis.scale == expected)
    }

    @Test func metricsAreNamed() throws {
        let history = try TrainedModels.history().history
        #expect(try Chart.metrics(history).title.hasPrefix("Accuracy of clf"))
        #expect(try Chart.metrics(history, "accuracy").verticalAxis.label == "accuracy")
        let error = #expect(throws: PlotError.self) { try Chart.metrics(history, "recall") }
        #expect(error?.message == "The training of clf did not measure recall; it measured accuracy.")
        let empty = History(model: "m", dataset: "d", lossFunction: .hinge, plannedEpochs: 5)
        #expect(throws: PlotError.self) { try Chart.metrics(empty) }
    }

    @Test func aRegressionFollowsTheModel() throws {
        let data = try Dataset(
            name: "line", features: Tensor(shape: [3, 1], scalars: [0, 1, 2]), targets: Tensor([0, 2, 4]))
        let chart = try Chart.regression(FunctionModel(outputs: 1) { x, _ in [2 * x] }, data, name: "double")
        #expect(chart.title == "double fitted to line")
        #expect(chart.textDescription.contains("Line “double”: 301 points, x -0.1667 to 2.167, y -0.3333 to 4.333"))
        #expect(throws: PlotError.self) {
            try Chart.regression(FunctionModel(outputs: 2) { x, y in [x, y] }, data)
        }
        #expect(throws: PlotError.self) {
            try Chart.regression(FunctionModel(outputs: 1) { x, _ in [x] }, data, feature: 1)
        }
    }
}

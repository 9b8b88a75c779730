import NeuralEngine
import Testing

@Suite("Metrics against scikit-learn")
struct MetricTests {
    struct Case: Decodable {
        let form: String
        let rows: Int
        let columns: Int
        let prediction: [Float]
        let target: [Float]
        let values: [String: Double]
        let matrix: [[Int]]
    }

    private func metric(_ name: String) throws -> Metric {
        let parts = name.split(separator: " ")
        let made =
            parts.count == 2
            ? Metric(name: "perClass\(parts[0].prefix(1).uppercased())\(parts[0].dropFirst())") : Metric(name: name)
        return try #require(made)
    }

    @Test func valuesOfEveryKind() throws {
        for fixture in try Fixture.load("training_metrics", as: [Case].self) {
            let model = try LossFixtureTests.network(fixture.prediction, shape: [fixture.rows, fixture.columns])
            let isOfValues = fixture.form == "values"
            let shape = isOfValues ? [fixture.rows, fixture.columns] : [fixture.rows]
            let data = try LossFixtureTests.data(Tensor(shape: shape, scalars: fixture.target), rows: fixture.rows)
            let loss: Loss =
                isOfValues
                ? .meanSquaredError : fixture.form == "binary" ? .binaryCrossEntropy : .categoricalCrossEntropy
            let metrics = try Set(fixture.values.keys.map(metric))
            let evaluation = try model.evaluate(data, loss: loss, metrics: Array(metrics))
            for (name, value) in fixture.values {
                let own = try #require(evaluation.metrics[name], "\(name) of \(evaluation.metrics.keys)")
                #expect(abs(own - value) <= 2e-6 * abs(value) + 1e-9, "\(name) \(fixture.form): \(own) for \(value)")
            }
            guard !isOfValues else { continue }
            #expect(try model.confusionMatrix(data, loss: loss).counts == fixture.matrix)
        }
    }

    /// Counts and predictions of all batches, not means of batches; in training as in evaluation.
    @Test func batchesDoNotMatter() throws {
        let data = try LearningTests.moons(53, seed: 4)
        let metrics: [Metric] = [
            .f1, .auc, .precision(average: .macro), .r2, .rootMeanSquaredError, .recall(average: .perClass),
        ]
        func history(_ batch: Int?) throws -> [String: [Double]] {
            let model = try Sequential(inputShape: [2], seed: 3) { Dense(1, activation: .sigmoid) }
            return try model.fit(
                data, loss: .binaryCrossEntropy, optimizer: .sgd(learningRate: 1e-12), epochs: 2, batchSize: batch,
                validation: data, metrics: metrics
            ).metrics
        }
        let (whole, parts) = (try history(nil), try history(8))
        #expect(whole.keys == parts.keys && whole.keys.contains("recall 1"))
        for (name, values) in whole {
            #expect(zip(values, parts[name] ?? []).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name)")
        }
    }

    @Test func classNamesAreUsed() throws {
        let data = try Dataset.iris()
        let model = try Sequential(inputShape: [4], seed: 5) { Dense(3, activation: .softmax) }
        let evaluation = try model.evaluate(
            data, loss: .categoricalCrossEntropy, metrics: [.precision(average: .perClass), .accuracy])
        #expect(
            evaluation.metrics.keys.sorted() == [
                "accuracy", "precision setosa", "precision versicolor", "precision virginica",
            ])
        let matrix = try model.confusionMatrix(data, loss: .categoricalCrossEntropy)
        #expect(matrix.classNames == ["setosa", "versicolor", "virginica"] && matrix.total == 150)
        #expect(abs(matrix.accuracy - (evaluation.accuracy ?? 0)) < 1e-12)
    }

    @Test func matrixPrintsWell() throws {
        let matrix = try ConfusionMatrix(counts: [[50, 0], [2, 8]], classNames: ["no", "yes"])
        #expect(
            matrix.description == """
                     no  yes  precision  recall      f1
                no   50    0     0.9615  1.0000  0.9804
                yes   2    8     1.0000  0.8000  0.8889
                accuracy 0.9667 (58 of 60); rows are the right classes, columns the predicted ones
                """)
        #expect(engineError { _ = try ConfusionMatrix(counts: [[1, 2]]) }?.code == .shapeMismatch)
    }

    @Test func logitsAreDecidedAtZero() throws {
        let model = try LossFixtureTests.network([0.3, -0.2, 0.4, -1], shape: [4, 1])
        let data = try LossFixtureTests.data([1, 0, 1, 1], rows: 4)
        let loss = Loss.binaryCrossEntropy(fromLogits: true)
        #expect(
            try model.evaluate(data, loss: loss, metrics: [.accuracy, .precision]).metrics == [
                "accuracy": 0.75, "precision": 1,
            ])
    }

    @Test func namesReadBack() {
        let more: [Metric] = [
            .topKAccuracy(k: 3), .f1(average: .macro), .recall(average: .weighted), .precision(average: .micro),
        ]
        for metric in Metric.allCases + more { #expect(Metric(name: metric.name) == metric, "\(metric.name)") }
        #expect(Metric(name: "perClassF1") == .f1(average: .perClass))
        #expect(Metric(name: "acc") == nil && Metric(name: "top0Accuracy") == nil)
        #expect(Metric.f1(average: .macro).code == ".f1(average: .macro)")
    }

    @Test func metricsThatMakeNoSense() throws {
        let model = try LossFixtureTests.network([0.3, -0.2, 0.4, -1], shape: [2, 2])
        let data = try LossFixtureTests.data([1, 0], rows: 2)
        func message(_ metric: Metric) -> String {
            engineError {
                _ = try model.evaluate(data, loss: .categoricalCrossEntropy(fromLogits: true), metrics: [metric])
            }?
            .message ?? ""
        }
        #expect(message(.topKAccuracy).contains("1 to 2"))
        let values = try LossFixtureTests.network([0.3, -0.2], shape: [2, 1])
        let line = try LossFixtureTests.data([0.5, 0.7], rows: 2)
        let error = engineError { _ = try values.evaluate(line, loss: .meanSquaredError, metrics: [.f1]) }
        #expect(error?.message.contains("two labels") == true)
        #expect(try values.evaluate(line, loss: .meanSquaredError, metrics: [.r2]).metrics.count == 1)
    }
}

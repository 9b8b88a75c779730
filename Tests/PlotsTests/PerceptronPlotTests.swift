import Charts
import NeuralEngine
import Plots
import Testing

@Suite struct PerceptronPlotTests {
    private func trained(_ data: Dataset, maxEpochs: Int = 20) throws -> (RosenblattPerceptron, PerceptronTrace) {
        var perceptron = RosenblattPerceptron()
        let trace = try perceptron.fit(data, maxEpochs: maxEpochs)
        return (perceptron, trace)
    }

    @Test func theLastLineIsTheTrainedOne() throws {
        let (perceptron, trace) = try trained(.or)
        let chart = try Chart.perceptron(trace, over: .or)
        let weights = try #require(perceptron.weights).map { NumberText.readable($0) }
        let line = "Line “update \(trace.updateCount)”: (\(weights[1])) x + (\(weights[2])) y + (\(weights[0])) = 0"
        #expect(chart.textDescription.contains(line), "\(chart.textDescription)")
        #expect(chart.subtitle?.hasPrefix("converged after \(trace.epochs) epochs") == true)
    }

    @Test func fewOfManyUpdatesAreShown() throws {
        let data = try Dataset.moons(samples: 100, noise: 0.2, seed: 4)
        let trace = try trained(data).1
        #expect(trace.updates.count > 20)
        let chart = try Chart.perceptron(trace, over: data)
        #expect(chart.marks.count { $0.label?.hasPrefix("update") == true } == 4)
        #expect(chart.subtitle?.hasPrefix("not converged after 20 epochs") == true)
        let chosen = try Chart.perceptron(trace, over: data, updates: [0, 9])
        #expect(chosen.marks.compactMap(\.label).filter { $0.hasPrefix("update") } == ["update 1", "update 10"])
    }

    @Test func anUpdateShowsItsExample() throws {
        let trace = try trained(.or).1
        let first = try Chart.perceptronUpdate(trace, 0, over: .or)
        // Before the first update there is no line yet.
        #expect(!first.marks.contains { $0.label == "before" })
        #expect(first.textDescription.contains("Points “this example”: 1 point, x -1, y -1"))
        let second = try Chart.perceptronUpdate(trace, 1, over: .or)
        #expect(second.marks.contains { $0.label == "before" })
        #expect(second.subtitle?.hasPrefix("epoch 1, example 1 of class +1, w = (") == true)
    }

    @Test(arguments: [-1, 1000])
    func anUpdateThatWasNotRecordedIsSaid(index: Int) throws {
        let trace = try trained(.or).1
        let error = #expect(throws: PlotError.self) { try Chart.perceptronUpdate(trace, index, over: .or) }
        #expect(error?.message.hasPrefix("The trace holds \(trace.updates.count) updates") == true)
        #expect(throws: PlotError.self) { try Chart.perceptron(trace, over: .or, updates: [index]) }
    }

    @Test func mistakesAreCounted() throws {
        let trace = try trained(.xor).1
        let chart = Chart.perceptronErrors(trace)
        #expect(chart.subtitle == "not converged")
        #expect(chart.textDescription.contains("20 points, x 1 to 20"))
    }

    /// The sign alone would draw the line in steps of the grid; the sum gives it exactly.
    @Test func theBoundaryIsTheLine() throws {
        let perceptron = try RosenblattPerceptron(weights: [0, 1, -1])
        let chart = try Chart.boundary(perceptron, .xor, name: "p")
        let line = try #require(chart.svg.split(separator: "<path").first { $0.contains("stroke-width=\"1.3\"") })
        // Two ends: one move and one line.
        let data = try #require(line.split(separator: "\"").dropFirst().first)
        #expect(data.count { $0 == "M" || $0 == "m" } == 1)
        #expect(data.split { $0 == "l" || $0 == "h" || $0 == "v" }.count == 2)
        #expect(chart.textDescription.contains("class −1 on 50 %"))
    }

    /// The four cases: no update on the right side, else w + η y x.
    @Test(arguments: [
        ((1.0, 2.0), 1, "y = +1, well classified", "⟨w, x⟩ = 3: no update", nil),
        ((-1.0, -2.0), -1, "y = −1, well classified", "⟨w, x⟩ = -3: no update", nil),
        ((-1.0, 0.0), 1, "y = +1, wrong side", "⟨w, x⟩ = -1: w ← w + η y x", "(0, 0) to (0.5, 1)"),
        ((2.0, -1.0), -1, "y = −1, wrong side", "⟨w, x⟩ = 1: w ← w + η y x", "(0, 0) to (0, 1.5)"),
        // On the line counts as wrong.
        ((1.0, -1.0), 1, "y = +1, wrong side", "⟨w, x⟩ = 0: w ← w + η y x", "(0, 0) to (1.5, 0.5)"),
    ])
    func casesOfTheRule(x: (Double, Double), label: Int, title: String, outcome: String, arrow: String?) throws {
        let chart = try Chart.perceptronCase(weights: (1, 1), example: x, label: label, learningRate: 0.5)
        #expect(chart.title == title)
        #expect(chart.textDescription.contains(outcome), "\(chart.textDescription)")
        #expect(chart.textDescription.contains("“new w”") == (arrow != nil))
        if let arrow { #expect(chart.textDescription.contains("“new w” from \(arrow)"), "\(chart.textDescription)") }
    }

    @Test func casesThatAreNoneAreSaid() throws {
        let label = #expect(throws: PlotError.self) {
            try Chart.perceptronCase(weights: (1, 1), example: (1, 0), label: 0)
        }
        #expect(label?.message == "A perceptron's example has the label -1 or +1, not 0.")
        #expect(throws: PlotError.self) { try Chart.perceptronCase(weights: (0, 0), example: (1, 0), label: 1) }
        #expect(throws: PlotError.self) { try Chart.perceptronCase(weights: (1, .nan), example: (1, 0), label: 1) }
    }
}

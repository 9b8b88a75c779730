import Charts
import NeuralEngine
import Plots
import Testing

@Suite struct PlaneTests {
    private func twoClasses(_ points: [(Float, Float)], _ targets: [Float]) throws -> Dataset {
        try Dataset(
            name: "two", features: Tensor(shape: [points.count, 2], scalars: points.flatMap { [$0.0, $0.1] }),
            targets: Tensor(targets))
    }

    @Test func eachClassHasItsSymbolAndName() throws {
        let svg = try Chart.scatter(try Dataset.iris(), features: (2, 3)).svg
        for name in ["setosa", "versicolor", "virginica", "petal length (cm)", "petal width (cm)"] {
            #expect(svg.contains(">\(name)</text>"))
        }
    }

    /// The plane x < 0 is a third of -1...2, which with a twelfth more on each side is 1.25 of 3.5: 36 per cent.
    @Test(
        arguments: [
            // One output: a probability changes class at one half, ±1 at zero.
            ([0, 0, 1, 1], [0.1], [0.9]),
            ([-1, -1, 1, 1], [-0.2], [0.4]),
            ([-1, -1, 1, 1], [-1], [1]),
            // Two outputs: the larger one, probabilities or not.
            ([0, 0, 1, 1], [0.8, 0.2], [0.3, 0.7]),
            ([0, 0, 1, 1], [50, 20], [-30, 70]),
        ] as [([Float], [Float], [Float])])
    func theRegionsAreTheModels(targets: [Float], left: [Float], right: [Float]) throws {
        let data = try twoClasses([(-1, 0), (-0.5, 1), (1, 0.5), (2, 0)], targets)
        let model = FunctionModel(outputs: left.count) { x, _ in x < 0 ? left : right }
        let chart = try Chart.boundary(model, data, name: "f")
        #expect(chart.title == "Decision boundary of f on two")
        #expect(chart.textDescription.contains("on 36 %"), "\(chart.textDescription)")
        #expect(chart.textDescription.contains("on 64 %"))
    }

    @Test func severalClassesHaveRegionsOfTheirOwn() throws {
        let data = try twoClasses([(-5, -5), (-5, 5), (5, -5), (5, 5)], [0, 1, 2, 3])
        let model = FunctionModel(outputs: 4) { x, y in
            [(-5, -5), (-5, 5), (5, -5), (5, 5)].map { -((x - $0.0) * (x - $0.0) + (y - $0.1) * (y - $0.1)) as Float }
        }
        let svg = try Chart.boundary(model, data).svg
        let background = Theme.light.background
        for label in 0..<4 {
            let shade = background.mixed(with: Theme.light.palette.color(label), 0.17)
            let isFilled = svg.contains("fill=\"\(shade.hexadecimal)\"")
            #expect(isFilled, "class \(label)")
        }
    }

    @Test func aBoundaryOfManyPlacesStaysSmall() throws {
        let data = try Dataset.circles(samples: 100)
        let model = FunctionModel(outputs: 1) { x, y in [1 - x * x - y * y] }
        #expect(try Chart.boundary(model, data, resolution: 200).svg.utf8.count < 40_000)
    }

    @Test func whatCannotBeDrawnIsSaid() throws {
        let narrow = try Dataset(
            name: "narrow", features: Tensor(shape: [2, 1], scalars: [0, 1]), targets: Tensor([0, 1]))
        let model = FunctionModel(outputs: 1) { x, _ in [x] }
        let error = #expect(throws: PlotError.self) { try Chart.boundary(model, narrow) }
        #expect(error?.message.hasPrefix("Data set narrow has one feature, x1") == true)
        #expect(throws: PlotError.self) { try Chart.boundary(model, .xor, features: (0, 2)) }
        #expect(throws: PlotError.self) { try Chart.boundary(model, .xor, features: (1, 1)) }
        let values = try twoClasses([(0, 0), (1, 1)], [0.5, 1.5])
        let noClasses = #expect(throws: PlotError.self) { try Chart.boundary(model, values) }
        #expect(noClasses?.message.contains("are no classes") == true)
        // A network for other inputs says so itself.
        let wrong = try Sequential(inputShape: [3]) { Dense(1) }
        #expect(throws: EngineError.self) { try Chart.boundary(wrong, .xor) }
    }

    @Test func numbersAsTargetsHaveColours() throws {
        let data = try twoClasses([(0, 0), (1, 1), (2, 0)], [0.5, 1.5, 7.25])
        #expect(try Chart.scatter(data).svg.contains(" to 7.25</text>"))
    }

    @Test func linesHaveTheirWeightVector() throws {
        let chart = try Chart.lines([[0, 1, 0], [0, 1, -1]], labels: ["first", "last"], over: .xor)
        #expect(chart.textDescription.contains("Line “first”: (1) x + (0) y + (0) = 0"))
        // From the origin, at right angles to the line and towards the positive side: right and down.
        #expect(chart.textDescription.contains("from (0, 0) to (0.33, -0.33)"), "\(chart.textDescription)")
        #expect(throws: PlotError.self) { try Chart.lines([[1, 2]], over: .xor) }
        #expect(throws: PlotError.self) { try Chart.lines([[1, 2, 3]], over: try Dataset.iris()) }
        // A vector of zeros is no line.
        #expect(try Chart.lines([[0, 0, 0]], over: .xor).svg.hasPrefix("<svg"))
    }
}

import Charts
import NeuralEngine
import Plots
import Testing

@Suite struct NetworkDiagramTests {
    @Test func weightsAreLinesByColourAndThickness() throws {
        let model = try Sequential(inputShape: [2], name: "xor") { Dense(1, activation: .sign) }
        try model.setWeights([Tensor(shape: [2, 1], scalars: [3, -0.3]), Tensor([0])])
        let chart = try Chart.network(model)
        let svg = chart.svg
        let (blue, red) = (Theme.light.palette.color(0), Theme.light.palette.color(1))
        // The largest weight of the layer is thick and strong, a tenth of it thin and pale.
        #expect(
            svg.contains(
                "stroke=\"\(blue.mixed(with: Theme.light.background, 0.7 / 12).hexadecimal)\" stroke-width=\"3.3\""))
        #expect(
            svg.contains(
                "stroke=\"\(Theme.light.background.mixed(with: red, 0.3 + 0.7 / 12).hexadecimal)\" stroke-width=\".8\"")
        )
        #expect(chart.textDescription.contains("Units a layer: 2 → 1"))
        #expect(chart.textDescription.contains("Weights of layer 1 from -0.3 to 3"))
    }

    @Test func largeLayersAreShortened() throws {
        let model = try Sequential(inputShape: [8, 8]) {
            Flatten()
            Dense(32, activation: .relu)
            Dropout(rate: 0.2)
            Dense(10)
            Activation(.softmax)
        }
        let svg = try Chart.network(model, limit: 6).svg
        #expect(svg.contains(">⋮</text>"))
        for caption in ["8×8", "32 · relu · dropout", "10 · softmax"] { #expect(svg.contains(">\(caption)</text>")) }
        #expect(svg.contains(">64</tspan>"))
    }

    @Test func nothingToConnectIsSaid() throws {
        let model = try Sequential(inputShape: [2], name: "flat") { Flatten() }
        let error = #expect(throws: PlotError.self) { try Chart.network(model) }
        #expect(error?.message == "flat has no layer with weights between units; the diagram shows dense networks.")
    }
}

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

    /// What is no chain of dense layers is drawn as blocks: arrows on the way, and one around where a layer is passed.
    @Test func otherNetworksAreBlocks() throws {
        let cnn = try Sequential(inputShape: [8, 8, 1], name: "cnn") {
            Conv2D(4, kernelSize: 3, padding: .same, activation: .relu)
            GlobalAveragePooling2D()
            Dense(10, activation: .softmax)
        }
        let chart = try Chart.network(cnn)
        #expect(
            chart.textDescription.contains(
                "Layers: input 8 × 8 × 1 → Conv2D 8 × 8 × 4 → GlobalAveragePooling2D 4 → Dense 10"))
        #expect(chart.subtitle == "90 parameters")
        for words in ["Conv2D", "8 × 8 × 4", "relu", "40 parameters", "GlobalAverage", "Pooling2D", "softmax"] {
            #expect(chart.svg.contains(">\(words)</text>"), "\(words)")
        }
        #expect(chart.marks.count { $0 is SegmentMark } == 3)
        #expect(!chart.marks.contains { $0 is LineMark })
    }

    @Test func arrowsGoAroundWhatTheyPass() throws {
        let x = Input(shape: [4])
        let y = Input(shape: [3])
        let hidden = Dense(4, activation: .tanh)(x)
        let sum = Dense(4)(Concatenate()(hidden, y)) + hidden
        let chart = try Chart.network(Model(inputs: [x, y], outputs: [sum], seed: 1, name: "two"))
        #expect(chart.textDescription.contains("input 1 4 → input 2 3 → Dense 4 → Concatenate 7 → Dense 4 → Add 4"))
        // The second input passes the first dense layer, and the residual connection two layers.
        #expect(chart.marks.count { $0 is LineMark } == 2)
        #expect(chart.marks.count { $0 is SegmentMark } == 6)
    }

    @Test func tooManyBlocksAreSaid() throws {
        let layers = (0..<41).map { _ in LayerNormalization() as any Layer }
        let model = try Sequential(inputShape: [2], layers: layers, name: "deep")
        let error = #expect(throws: PlotError.self) { try Chart.network(model) }
        #expect(
            error?.message == "deep has 41 blocks, more than can be read in a diagram; see its summary().")
    }
}

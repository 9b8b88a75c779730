import NeuralEngine
import Testing

/// Dropout of whole channels.
@Suite("Spatial dropout")
struct SpatialDropoutTests {
    struct Case: Sendable, CustomStringConvertible {
        let shape: [Int]
        let rate: Double
        var description: String { "\(shape) \(rate)" }

        /// The layer as it is, and each step of a sequence of pictures.
        func network(_ seed: UInt64 = 1) throws -> Sequential {
            let layer: any Layer =
                switch shape.count {
                case 2: SpatialDropout1D(rate: rate)
                case 3: SpatialDropout2D(rate: rate)
                default: TimeDistributed(SpatialDropout2D(rate: rate))
                }
            return try Sequential(inputShape: shape, layers: [layer], seed: seed)
        }
    }

    // Channels that fill no vector, one, and some and a rest; positions of one and many.
    static let cases = [
        Case(shape: [7, 3], rate: 0.5), Case(shape: [1, 16], rate: 0.25), Case(shape: [5, 4, 21], rate: 0.3),
        Case(shape: [2, 3, 3, 8], rate: 0.8),
    ]

    @Test(arguments: cases)
    func wholeChannels(layer: Case) throws {
        let model = try layer.network()
        let rows = 400
        let x = try Tensor.uniform([rows] + layer.shape, in: 1..<2, seed: 2)
        let y = try model(x, training: true, seed: 3)
        #expect(try model(x, training: true, seed: 3) == y)
        #expect(try model(x, training: true, seed: 4) != y)
        // Not training it does nothing.
        #expect(try model(x) == x && model.predict(x) == x)

        let channels = layer.shape[layer.shape.count - 1]
        let steps = layer.shape.count == 4 ? layer.shape[0] : 1
        let positions = layer.shape.reduce(1, *) / channels / steps
        let grown = Float(1 / (1 - layer.rate))
        var dropped = 0
        for sample in 0..<(rows * steps) {
            for channel in 0..<channels {
                let places = (0..<positions).map { (sample * positions + $0) * channels + channel }
                let isDropped = y.scalars[places[0]] == 0
                dropped += isDropped ? 1 : 0
                #expect(places.allSatisfy { y.scalars[$0] == (isDropped ? 0 : x.scalars[$0] * grown) })
            }
        }
        let count = Double(rows * steps * channels)
        // Five deviations of the share of so many draws.
        let deviation = (layer.rate * (1 - layer.rate) / count).squareRoot()
        #expect(abs(Double(dropped) / count - layer.rate) < 5 * deviation)
    }

    /// The gradient is that of the channels that were kept.
    @Test(arguments: cases)
    func gradients(layer: Case) throws {
        let model = try layer.network()
        let x = try Tensor.normal([3] + layer.shape, seed: 5)
        let y = try model(x, training: true, seed: 6)
        let slope = try gradient(at: x) { x in try model(x, training: true, seed: 6).sum() }
        #expect(try slope * x == y)
        // Beside a shortcut the two gradients add up.
        let input = Input(shape: layer.shape)
        let residual = try Model(inputs: [input], outputs: [model.layers[0](input) + input])
        let both = try gradient(at: x) { x in try residual(x, training: true, seed: 6).sum() }
        #expect(both == slope + 1)
    }

    /// Draws of two layers, and of two steps of a training, are their own.
    @Test func training() throws {
        let model = try Sequential(inputShape: [6, 8], seed: 2) {
            SpatialDropout1D(rate: 0.5)
            SpatialDropout1D(rate: 0.5)
        }
        let x = try Tensor.ones([200, 6, 8])
        let kept = try model(x, training: true, seed: 1)
        // Both keep a channel one time in four: 1,600 draws have a deviation of 0.011.
        #expect(abs(Double(kept.scalars.filter { $0 == 4 }.count) / 9600 - 0.25) < 0.055)
        let data = try Dataset(name: "ones", features: x, targets: Tensor.ones([200, 1]))
        func weights(seed: UInt64) throws -> [Tensor] {
            let model = try Sequential(inputShape: [6, 8], seed: 2) {
                SpatialDropout1D(rate: 0.5)
                Flatten()
                Dense(1)
            }
            try model.fit(data, loss: .meanSquaredError, epochs: 2, batchSize: 50, seed: seed)
            return model.weights
        }
        #expect(try weights(seed: 1) == weights(seed: 1))
        #expect(try weights(seed: 1) != weights(seed: 2))
    }

    @Test(arguments: [
        BadCall("SpatialDropout1D", "1.0") {
            _ = try Sequential(inputShape: [4, 2]) { SpatialDropout1D(rate: 1) }
        },
        BadCall("SpatialDropout2D", "-0.1") {
            _ = try Sequential(inputShape: [4, 4, 2]) { SpatialDropout2D(rate: -0.1) }
        },
        BadCall("SpatialDropout2D", "[batch, height, width, channels]", "[batch, 4, 2]") {
            _ = try Sequential(inputShape: [4, 2]) { SpatialDropout2D(rate: 0.1) }
        },
        BadCall("SpatialDropout1D", "[batch, time, channels]", "[batch, 4]") {
            _ = try Sequential(inputShape: [4]) { SpatialDropout1D(rate: 0.1) }
        },
    ])
    func mistakes(bad: BadCall) {
        #expect(bad.missing == [])
    }

    @Test func code() {
        #expect(SpatialDropout1D(rate: 0.25).code == "SpatialDropout1D(rate: 0.25)")
        #expect(SpatialDropout2D(rate: 0.5).code == "SpatialDropout2D(rate: 0.5)")
        #expect(SpatialDropout1D(rate: 0.5).passesMask)
    }
}

import NeuralEngine

/// PyTorch's and Keras's answers, written by Fixtures/make_recurrent_fixtures.py.
enum RecurrentFixture {
    struct Numbers: Decodable, Sendable {
        let shape: [Int]
        let scalars: [Double]
        var tensor: Tensor { get throws { try Tensor(shape: shape, scalars: scalars.map(Float.init)) } }
    }

    /// A dense layer and one recurrent layer.
    struct Case: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let layer: String
        let units: Int
        let activation: String
        let recurrentActivation: String
        let returnSequences: Bool
        let goBackwards: Bool
        let merge: String?
        let masked: Bool
        let x: Numbers
        let weights: [Numbers]
        let target: Numbers
        let output: Numbers
        let loss: Double
        let gradients: [Numbers]
        var description: String { name }

        static let all: [Case] = ["SimpleRNN", "LSTM", "GRU", "Random"].flatMap { name in
            (try? Fixture.load("recurrent" + name, as: [Case].self)) ?? []
        }

        func model() throws -> Sequential {
            let features = weights[0].shape[1]
            let recurrent: any Layer
            if let mode = merge.flatMap(Bidirectional.MergeMode.init) {
                recurrent = RecurrentFixture.pair(try single(), mergeMode: mode)
            } else {
                recurrent = try single()
            }
            let model = try Sequential(inputShape: Array(x.shape.dropFirst())) {
                if masked { Masking() }
                Dense(features)
                recurrent
                if masked, target.shape.count > 2 {
                    // The peers' loss is over all steps; flattening ends the mask, which takes the skipped ones out of ours.
                    Flatten()
                    Reshape(Array(target.shape.dropFirst()))
                }
            }
            try model.setWeights(weights.map { try $0.tensor })
            return model
        }

        func data() throws -> Dataset { try Dataset(name: name, features: x.tensor, targets: target.tensor) }

        private func single() throws -> any RecurrentLayer {
            let function = ActivationFunction(name: activation) ?? .sign
            let gate = ActivationFunction(name: recurrentActivation) ?? .sign
            return switch layer {
            case "LSTM":
                LSTM(
                    units, activation: function, recurrentActivation: gate, returnSequences: returnSequences,
                    goBackwards: goBackwards)
            case "GRU":
                GRU(
                    units, activation: function, recurrentActivation: gate, returnSequences: returnSequences,
                    goBackwards: goBackwards)
            default:
                SimpleRNN(
                    units, activation: function, returnSequences: returnSequences, goBackwards: goBackwards)
            }
        }
    }

    /// An encoder whose last state a decoder begins with.
    struct Pair: Decodable, Sendable, CustomStringConvertible {
        let layer: String
        let units: Int
        let joined: Bool
        let x: Numbers
        let y: Numbers
        let weights: [Numbers]
        let target: Numbers
        let output: Numbers
        let loss: Double
        let gradients: [Numbers]
        var description: String { "\(layer) \(joined ? "one state" : "states apart")" }

        static let all: [Pair] = (try? Fixture.load("recurrentStates")) ?? []

        func model() throws -> Model {
            let source = Input(shape: Array(x.shape.dropFirst()))
            let other = Input(shape: Array(y.shape.dropFirst()))
            let output: Node
            switch layer {
            case "LSTM":
                let decoder = LSTM(units, returnSequences: true)
                if joined {
                    output = decoder(other, LSTM(units, returnState: true)(source))
                } else {
                    let state = LSTM(units)(source)
                    output = decoder(other, state, state)
                }
            case "GRU":
                output = GRU(units, returnSequences: true)(other, GRU(units, returnState: joined)(source))
            default:
                output = SimpleRNN(units, returnSequences: true)(other, SimpleRNN(units, returnState: joined)(source))
            }
            let model = try Model(inputs: [source, other], outputs: [output])
            try model.setWeights(weights.map { try $0.tensor })
            return model
        }

        func data() throws -> Dataset {
            try Dataset(name: layer, inputs: [x.tensor, y.tensor], outputs: [target.tensor])
        }
    }

    private static func pair(
        _ layer: some RecurrentLayer, mergeMode: Bidirectional.MergeMode
    ) -> Bidirectional {
        Bidirectional(layer, mergeMode: mergeMode)
    }
}

import CKernels
import NeuralEngine
import Testing

/// What holds for every recurrent layer whatever the numbers: bits, blocks, masks, dropout, mistakes.
@Suite("Recurrent layers' behaviour")
struct RecurrentBehaviourTests {
    private static func make(_ name: String, _ units: Int, sequence: Bool = false) -> any RecurrentLayer {
        switch name {
        case "LSTM": LSTM(units, returnSequences: sequence)
        case "GRU": GRU(units, returnSequences: sequence)
        default: SimpleRNN(units, returnSequences: sequence)
        }
    }

    private func data(rows: Int, time: Int, features: Int, outputs: [Int]) throws -> Dataset {
        try Dataset(
            name: "random", features: Tensor.uniform([rows, time, features], in: -1..<1, seed: 1),
            targets: Tensor.uniform([rows] + outputs, in: -1..<1, seed: 2))
    }

    /// Sizes beyond one block of the caches, one panel and one piece of the batch: the output against double precision, and
    /// the gradient of all weights at once as the slope of the loss along it.
    @Test(arguments: ["SimpleRNN", "LSTM", "GRU"], [(19, 3, 300, 70), (2, 9, 5, 130), (40, 2, 33, 48)])
    func largeSizes(name: String, sizes: (rows: Int, time: Int, features: Int, units: Int)) throws {
        let layer = Self.make(name, sizes.units)
        let model = try Sequential(inputShape: [sizes.time, sizes.features], seed: 9) { layer }
        try model.setWeights(
            model.weights.enumerated().map { index, tensor in
                try Tensor(shape: tensor.shape, scalars: draws(tensor.count, range: 0.2, seed: UInt64(40 + index)))
            })
        let data = try data(rows: sizes.rows, time: sizes.time, features: sizes.features, outputs: [sizes.units])
        let reference = RecurrentReference(layer: name, units: sizes.units, features: sizes.features)
        let weights = model.weights.map { $0.scalars.map(Double.init) }
        let x = data.features.scalars.map(Double.init)
        let target = data.targets.scalars.map(Double.init)
        let width = sizes.time * sizes.features
        let expected = (0..<sizes.rows).flatMap {
            reference.last(weights: weights, x: x[($0 * width)..<(($0 + 1) * width)])
        }
        let output = try model.predict(data.features)
        #expect(worst(output.scalars, expected, relative: 1e-5, absolute: 2e-6) <= 1)

        let (loss, gradients) = try model.lossAndGradients(data, loss: .meanSquaredError)
        func value(_ step: Double) -> Double {
            let moved = zip(weights, gradients).map { weights, gradient in
                zip(weights, gradient.scalars).map { $0 + step * Double($1) }
            }
            return reference.loss(weights: moved, x: x, target: target, rows: sizes.rows)
        }
        #expect(abs(loss - value(0)) <= 1e-5 * loss)
        let length = gradients.flatMap(\.scalars).reduce(0) { $0 + Double($1) * Double($1) }
        let step = 1e-4 / length.squareRoot()
        let slope = (value(step) - value(-step)) / (2 * step)
        #expect(abs(slope - length) <= 1e-4 * length)
    }

    /// Bits do not depend on the number of threads, nor numbers on how many rows there are beside.
    @Test(arguments: ["SimpleRNN", "LSTM", "GRU"])
    func threads(name: String) throws {
        let layer = Self.make(name, 61, sequence: true)
        let model = try Sequential(inputShape: [9, 37], seed: 4) {
            Dense(37)
            layer
        }
        let data = try data(rows: 50, time: 9, features: 37, outputs: [9, 61])
        let before = ck_thread_count()
        defer { ck_set_thread_count(before) }
        var results: [[[Float]]] = []
        for count: Int32 in [1, 2, 3] {
            ck_set_thread_count(count)
            let gradients = try model.lossAndGradients(data, loss: .meanSquaredError).gradients
            results.append(try [model.predict(data.features).scalars] + gradients.map(\.scalars))
        }
        #expect(results[0] == results[1])
        #expect(results[0] == results[2])
        let some = Array(17..<22)
        let part = try model.predict(data.rows(some).features).scalars
        #expect(part == Array(results[0][0][(17 * 9 * 61)..<(22 * 9 * 61)]))
    }

    /// A sequence filled up behind its end gives what the shorter one gives, and filled up in front as well.
    @Test(arguments: ["SimpleRNN", "LSTM", "GRU"])
    func masksAreShorterSequences(name: String) throws {
        let layer = Self.make(name, 6)
        func model(time: Int) throws -> Sequential {
            try Sequential(inputShape: [time, 2], seed: 4) {
                Masking(maskValue: -9)
                layer
            }
        }
        let numbers = draws(2 * 3 * 2, seed: 8)
        let short = try model(time: 3).predict(Tensor(shape: [2, 3, 2], scalars: numbers))
        let filling = [Float](repeating: -9, count: 4)
        func filled(_ make: ([Float]) -> [Float]) throws -> Tensor {
            let rows = [Array(numbers[..<6]), Array(numbers[6...])].flatMap(make)
            return try model(time: 5).predict(Tensor(shape: [2, 5, 2], scalars: rows))
        }
        #expect(try filled { $0 + filling }.scalars == short.scalars)
        #expect(try filled { filling + $0 }.scalars == short.scalars)
        #expect(try filled { $0[..<2] + filling + $0[2...] }.scalars == short.scalars)
    }

    /// Dropout is drawn once for all steps of a sample: with y = x₀ w, then y u, the square of both factors comes through.
    @Test func dropout() throws {
        let rows = 4000
        func weights(dropout: Double, recurrentDropout: Double, seed: UInt64) throws -> [Float] {
            let model = try Sequential(inputShape: [2, 1]) {
                SimpleRNN(1, activation: .identity, bias: false, dropout: dropout, recurrentDropout: recurrentDropout)
            }
            try model.setWeights([Tensor(shape: [1, 1], scalars: [1]), Tensor(shape: [1, 1], scalars: [1])])
            let x = (0..<(2 * rows)).map { Float(1 - $0 % 2) }
            let data = try Dataset(
                name: "ones", features: Tensor(shape: [rows, 2, 1], scalars: x),
                targets: Tensor(shape: [rows, 1], scalars: [Float](repeating: 0, count: rows)))
            _ = try model.fit(
                data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), epochs: 1, batchSize: rows,
                seed: seed)
            return model.weights.flatMap(\.scalars)
        }
        // h = w m₁ · u m₂; the slope of its square's mean is 2 w u² mean(m²): 2 without dropout, 4 with a rate of one half.
        let plain = try weights(dropout: 0, recurrentDropout: 0, seed: 1)
        #expect(plain.allSatisfy { abs($0 - 0.8) < 1e-5 })
        for (input, recurrent) in [(0.5, 0.0), (0.0, 0.5)] {
            let dropped = try weights(dropout: input, recurrentDropout: recurrent, seed: 1)
            // The mean of 4,000 factors 0 or 4 deviates by 0.03 from 2, the weights by 0.006.
            #expect(dropped.allSatisfy { abs($0 - 0.6) < 0.03 })
            #expect(try weights(dropout: input, recurrentDropout: recurrent, seed: 1) == dropped)
            #expect(try weights(dropout: input, recurrentDropout: recurrent, seed: 2) != dropped)
        }
    }

    @Test(arguments: [
        BadCall("LSTM", "1 unit or more", "0") { try build(LSTM(0)) },
        BadCall("GRU", "[batch, time, features]", "[batch, 4]", "Reshape") { try build(GRU(2), shape: [4]) },
        BadCall("SimpleRNN", "dropout", "1.0") { try build(SimpleRNN(2, dropout: 1)) },
        BadCall("LSTM", "recurrentDropout", "-0.5") { try build(LSTM(2, recurrentDropout: -0.5)) },
        BadCall("LSTM", ".softmax", "element by element") { try build(LSTM(2, activation: .softmax)) },
        BadCall("GRU", ".softmax") { try build(GRU(2, recurrentActivation: .softmax)) },
        BadCall("alpha", "0") { try build(LSTM(2, activation: .celu(alpha: 0))) },
        BadCall("threshold", "-1") { try build(GRU(2, recurrentActivation: .softShrink(threshold: -1))) },
        BadCall("returnSequences", "returnState") { try build(LSTM(2, returnSequences: true, returnState: true)) },
        BadCall("Bidirectional", "returnState", "GRU") { try build(Bidirectional(GRU(2, returnState: true))) },
        BadCall("Masking", "[batch, 3]") { try build(Masking(), shape: [3]) },
        BadCall("LSTM with 4 units", "[batch, 8]", "[batch, 4]", "[batch, 3]") {
            let x = Input(shape: [5, 2])
            let state = Input(shape: [3])
            _ = try Model(inputs: [x, state], outputs: [LSTM(4)(x, state)])
        },
        BadCall("sign", "derivative") {
            let model = try Sequential(inputShape: [2, 1]) { SimpleRNN(1, activation: .sign) }
            let data = try Dataset(
                name: "x", features: Tensor.uniform([3, 2, 1], seed: 1), targets: Tensor.uniform([3, 1], seed: 2))
            _ = try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(learningRate: 0.1), epochs: 1)
        },
    ])
    func mistakes(call: BadCall) { #expect(call.missing == []) }

    @Test func code() {
        #expect(LSTM(32, returnSequences: true, dropout: 0.2).code == "LSTM(32, returnSequences: true, dropout: 0.2)")
        #expect(
            Bidirectional(GRU(8, bias: false), mergeMode: .sum).code
                == "Bidirectional(GRU(8, bias: false), mergeMode: .sum)")
        #expect(
            SimpleRNN(3, activation: .relu, goBackwards: true).code
                == "SimpleRNN(3, activation: .relu, goBackwards: true)")
        #expect(Masking(maskValue: -1).code == "Masking(maskValue: -1)")
    }
}

private func build(_ layer: any Layer, shape: [Int] = [5, 2]) throws {
    _ = try Sequential(inputShape: shape, layers: [layer])
}

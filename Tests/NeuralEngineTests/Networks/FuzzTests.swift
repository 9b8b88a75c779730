import Foundation
import NeuralEngine
import Testing

/// Random networks of all layers, losses and optimizers: each builds, trains with finite numbers and has the gradients of its
/// definition, or is refused with an error; none traps.
@Suite("Random networks")
struct FuzzTests {
    /// 1,000 networks in a normal run; `CUADERNO_FUZZ_ROUNDS` asks for more, `CUADERNO_FUZZ_SEED` says where they begin.
    private static let rounds = number("CUADERNO_FUZZ_ROUNDS") ?? 1000
    private static let first = number("CUADERNO_FUZZ_SEED") ?? 0

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    @Test func networks() throws {
        var refused = 0
        for round in 0..<Self.rounds {
            let seed = UInt64(Self.first + round)
            do {
                if let finding = try Self.run(seed: seed) { Issue.record("seed \(seed): \(finding)") }
            } catch let error as EngineError {
                // A network whose numbers leave float32's range says so.
                refused += 1
                #expect(!error.message.isEmpty)
                if Self.rounds > 1000 { print("refused", seed, error.message) }
            }
        }
        #expect(Double(refused) < 0.02 * Double(Self.rounds), "\(refused) of \(Self.rounds) were refused")
    }

    /// What is wrong with one network; nil when nothing is.
    private static func run(seed: UInt64) throws -> String? {
        var draws = NetworkDraws(seed: seed)
        let (network, shape) = draws.network()
        let model = try network.model(inputShape: shape, seed: seed)
        try draws.moveWeights(of: model)
        let rows = draws.draws.number(1...6)
        let features = try draws.features(for: network, shape: shape, rows: rows)
        let loss = draws.loss(for: network, columns: model.outputShape.last ?? 1)
        let targets = try draws.targets(for: loss, shape: [rows] + model.outputShape)
        let check = try GradientCheck(network, model: model, features: features, targets: targets, loss: loss)
        let label = "\(network) over \(shape), \(rows) rows, \(loss.code)"
        let outputs = try model.predict(features).scalars
        // Beyond, float32 has no digits left to compare; and a row of nearly nothing has no direction to compare, nor one that
        // a batch's statistics make nothing of.
        let isOfDirections = loss == .cosineSimilarity
        let hasBatch = model.layers.contains { $0 is BatchNormalization }
        if outputs.allSatisfy({ abs($0) < 1e3 }), !isOfDirections || !hasBatch && outputs.allSatisfy({ abs($0) > 0.01 })
        {
            // What is 0 by the definition (a slope through a normalisation of one number) is the rounding of numbers of the
            // loss's size, made larger by the normalisations' 1 / √ε.
            let absolute = try 3e-5 * (1 + abs(model.evaluate(check.data, loss: loss).loss))
            let findings = [
                try check.outputs(relative: 1e-4, absolute: 1e-4),
                try check.tape(relative: 1e-3, share: 0.05, absolute: absolute),
                try check.differences(relative: 1e-3, absolute: absolute, weights: 3, seed: seed),
                try check.step(relative: 1e-3, share: 0.05, absolute: absolute),
            ]
            if let finding = findings.compactMap({ $0 }).first { return "\(finding) in \(label)" }
        }
        guard model.trainableParameterCount > 0 else { return nil }
        let optimizer = try draws.optimizer()
        let history = try model.fit(
            check.data, loss: loss, optimizer: optimizer, epochs: 2, batchSize: draws.draws.number(1...rows),
            validation: check.data, metrics: [.meanSquaredError], seed: seed)
        guard history.loss.allSatisfy(\.isFinite), model.weights.allSatisfy({ $0.scalars.allSatisfy(\.isFinite) })
        else { return "not finite after two epochs of \(optimizer.name): \(label)" }
        return nil
    }
}

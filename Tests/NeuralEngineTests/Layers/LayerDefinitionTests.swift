import Foundation
import NeuralEngine
import Testing

/// Every layer over random shapes and arguments: the plan against the layer's definition in double precision, against the tape
/// and against finite differences.
@Suite("Layers against their definitions")
struct LayerDefinitionTests {
    private static func check(_ kind: LayerKind, seed: UInt64) throws -> GradientCheck {
        var draws = NetworkDraws(seed: seed)
        let (network, shape) = draws.network(of: kind)
        let model = try network.model(inputShape: shape, seed: seed)
        try draws.moveWeights(of: model)
        let rows = draws.draws.number(1...5)
        let features = try draws.features(for: network, shape: shape, rows: rows)
        return try GradientCheck(
            network, model: model, features: features,
            targets: draws.targets(for: .meanSquaredError, shape: [rows] + model.outputShape), loss: .meanSquaredError)
    }

    /// A layer that is added to the engine has to be added here. What joins several inputs is in ``GraphModelTests``.
    @Test func everyLayerIsHere() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Sources/NeuralEngine/Layers")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            for match in try String(contentsOf: file, encoding: .utf8).matches(of: /public struct (\w+): \w*Layer\b/) {
                names.insert(match.output.1.lowercased())
            }
        }
        let joining: Set = ["add", "average", "concatenate", "maximum", "minimum", "multiply", "subtract"]
        // It takes a table of another layer: ``TiedEmbeddingTests``.
        let borrowing: Set = ["reversedembedding"]
        let expected = Set(LayerKind.allCases.map { $0.rawValue.lowercased() })
        #expect(names.subtracting(joining).subtracting(borrowing) == expected)
    }

    @Test(arguments: LayerKind.allCases)
    func randomShapes(kind: LayerKind) throws {
        for seed in 0..<12 as Range<UInt64> {
            let check = try Self.check(kind, seed: seed)
            let label = "seed \(seed): \(check.network) over \(check.data.features.shape)"
            #expect(check.network.layers.contains { kind.isKind(of: $0.layer) || kind == .frozen }, "\(label)")
            let findings = [
                try check.outputs(), try check.tape(relative: 2e-5),
                try check.differences(relative: 5e-5, weights: 8, seed: seed), try check.step(relative: 2e-5),
            ]
            #expect(findings.compactMap { $0 } == [], "\(label)")
        }
    }
}

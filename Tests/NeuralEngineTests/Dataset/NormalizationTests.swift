import NeuralEngine
import Testing

@Suite("Features between 0 and 1, and batches")
struct NormalizationTests {
    private let data = try! Dataset(
        name: "d", features: Tensor(shape: [4, 3], scalars: [1, 5, 7, 3, 5, 9, 2, 5, 8, 5, 5, 7]),
        targets: Tensor([0, 1, 0, 1]))

    @Test("each feature by its own range; a constant one becomes 0")
    func normalized() throws {
        #expect(data.normalized().features.scalars == [0, 0, 0, 0.5, 0, 1, 0.25, 0, 0.5, 1, 0, 0])
        let scale = Normalization(of: try data.rows([0, 1]))
        #expect(scale.minima == [1, 5, 7] && scale.ranges == [2, 1, 2])
        #expect(try data.normalized(by: scale).features.scalars.suffix(3) == [2, 0, 0])
        let other = try data.keeping(features: [0])
        let error = #expect(throws: EngineError.self) { try other.normalized(by: scale) }
        #expect(error?.code == .shapeMismatch)
    }

    @Test("batches hold every example once", arguments: [1, 2, 3, 4, 9])
    func batches(size: Int) throws {
        let plain = Array(try data.batches(of: size))
        #expect(plain.flatMap(\.features.scalars) == data.features.scalars)
        #expect(plain.allSatisfy { $0.count <= size })
        let shuffled = Array(try data.batches(of: size, seed: 3))
        #expect(shuffled.flatMap(\.features.scalars).sorted() == data.features.scalars.sorted())
        #expect(shuffled == Array(try data.batches(of: size, seed: 3)))
        #expect(throws: EngineError.self) { try data.batches(of: 0) }
    }
}

import Interchange
import NeuralEngine
import Testing

@Suite("Data that stay on the disk")
struct DataStreamTests {
    private let folder = try! TemporaryFolder()
    private let iris = try! Dataset.iris().shuffled(seed: 1)

    private func stream() throws -> DataStream {
        try iris.features.write(npy: folder.path + "/x.npy")
        try iris.targets.write(npy: folder.path + "/y.npy")
        return try DataStream(npy: folder.path + "/x.npy", targets: folder.path + "/y.npy")
    }

    @Test("rows and parts are those of the whole")
    func parts() throws {
        let stream = try stream()
        #expect(stream.count == 150 && stream.featureShape == [4] && stream.targetShape == [])
        #expect(try stream.rows(20..<30).features == iris.rows(Array(20..<30)).features)
        var parts = try stream.batches(of: 40)
        var rows: [Float] = []
        var sizes: [Int] = []
        while let part = try parts.next() {
            rows += part.features.scalars
            sizes.append(part.count)
        }
        #expect(sizes == [40, 40, 40, 30])
        #expect(rows == iris.features.scalars)
    }

    @Test("an epoch's order is drawn by the seed, and every example is in it once")
    func order() throws {
        func sums(seed: UInt64) throws -> [Float] {
            var parts = try stream().batches(of: 40, seed: seed)
            var result: [Float] = []
            while let part = try parts.next() {
                for row in 0..<part.count {
                    result.append(part.features.scalars[(4 * row)..<(4 * row + 4)].reduce(0, +))
                }
            }
            return result
        }
        let (one, same, other) = (try sums(seed: 1), try sums(seed: 1), try sums(seed: 2))
        #expect(one == same)
        #expect(one != other)
        #expect(one.sorted() == other.sorted())
    }

    @Test("in one part that holds all, a training is that of the data in memory to the bit")
    func sameAsMemory() throws {
        func network() throws -> Sequential {
            try Sequential(
                inputShape: [4], layers: [Dense(8, activation: .tanh), Dense(3, activation: .softmax)], seed: 2)
        }
        let streamed = try network()
        let history = try streamed.fit(
            stream(), partSize: 200, loss: .categoricalCrossEntropy, epochs: 1, batchSize: 10, seed: 3)
        let whole = try network()
        let expected = try whole.fit(
            iris.shuffled(seed: 3), loss: .categoricalCrossEntropy, epochs: 1, batchSize: 10, seed: 3)
        #expect(streamed.weights == whole.weights)
        #expect(history.loss == expected.loss)
    }

    @Test("in parts, it learns, with the optimizer's memory from part to part")
    func learning() throws {
        let model = try Sequential(
            inputShape: [4], layers: [Dense(16, activation: .tanh), Dense(3, activation: .softmax)], seed: 2)
        let history = try model.fit(
            stream(), partSize: 40, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.02), epochs: 30,
            batchSize: 10, validation: iris, metrics: [.accuracy], seed: 3)
        #expect(history.epochs == 30 && history.validationLoss.count == 30)
        // Most nets reach 0.97 on all irises; chance is 0.33.
        #expect(try #require(history.validationMetrics["accuracy"]?.last) > 0.93)
        #expect(try #require(history.loss.last) < 0.2)
    }

    @Test("what does not fit is an error")
    func mistakes() throws {
        let stream = try stream()
        #expect(throws: EngineError.self) { try stream.rows(140..<151) }
        #expect(throws: EngineError.self) { try stream.batches(of: 0) }
        try Tensor.ones([3]).write(npy: folder.path + "/z.npy")
        let error = #expect(throws: EngineError.self) {
            try DataStream(npy: folder.path + "/x.npy", targets: folder.path + "/z.npy")
        }
        #expect(error?.message.contains("x.npy has 150 rows, z.npy 3") == true)
        #expect(throws: EngineError.self) {
            try DataStream(npy: folder.path + "/none.npy", targets: folder.path + "/z.npy")
        }
    }
}

import Foundation
import NeuralEngine
import Testing

/// Data larger than what a network works on at a time.
@Suite("Answers in parts", .serialized)
struct InferenceBatchTests {
    /// How many rows there are at a time shows in no bit of an answer.
    @Test(arguments: NetworkCase.all)
    func anyNumberOfRows(network: NetworkCase) throws {
        let model = try network.model()
        let x = try network.batch(46, of: model).x
        let whole = try model.predict(x)
        for rows in [1, 5, 23] {
            let parts = try stride(from: 0, to: 46, by: rows).map { first in
                try model.predict(x.gathered(rows: Array(first..<min(first + rows, 46))))
            }
            #expect(try Tensor.concatenated(parts) == whole)
        }
    }

    /// A value of a million bytes for each sample.
    private func wide() throws -> Sequential {
        try Sequential(inputShape: [2], seed: 1) {
            Dense(1 << 18, activation: .tanh)
            Dense(2, activation: .softmax)
        }
    }

    /// The most memory that the process has had, in bytes.
    private func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return 1024 * (try #require(Int(line.split(separator: " ")[1])))
    }

    @Test func wideNetworksTakeLittleMemory() throws {
        let model = try wide()
        let x = try Tensor.normal([700, 2], seed: 2)
        let data = try Dataset(
            name: "random", features: x, targets: Tensor((0..<700).map { Float($0 % 2) }), classNames: ["a", "b"])
        let before = try peak()
        let answers = try model.predict(x)
        let evaluation = try model.evaluate(data, loss: .categoricalCrossEntropy)
        // All rows at once would take 700 MB; what other tests take meanwhile is far less.
        #expect(try peak() - before < 250 << 20)
        // The same as from a few rows.
        for first in [0, 333, 690] {
            let rows = Array(first..<(first + 10))
            #expect(try model.predict(x.gathered(rows: rows)) == answers.gathered(rows: rows))
        }
        let scores = answers.scalars
        let loss = (0..<700).reduce(0.0) { $0 - log(Double(scores[2 * $1 + $1 % 2])) } / 700
        #expect(abs(evaluation.loss - loss) < 1e-5)
        let right = (0..<700).filter { (scores[2 * $0 + 1] > scores[2 * $0]) == ($0 % 2 == 1) }.count
        #expect(evaluation.accuracy == Double(right) / 700)
    }
}

import Foundation
import NeuralEngine
import Testing

/// Networks on tapes that nest, end early, or run at the same time; and mistakes.
@Suite("Networks on several tapes", .serialized)
struct NetworkLifeTests {
    private func network() throws -> Sequential {
        try Sequential(inputShape: [4], seed: 7) {
            Dense(6, activation: .tanh)
            BatchNormalization(momentum: 0.5)
            Dense(1)
        }
    }

    /// d/dw of f(w) + |∇ₓ f|², with the second part constant: both tapes record the same call and walk back through it.
    @Test func twoTapesThroughOneCall() throws {
        let model = try network()
        let x = try Tensor.normal([5, 4], seed: 1)
        let plain = try gradient(at: model) { model in try model(x, training: false).squared().sum() }
        var slope = Tensor(0)
        let nested = try gradient(at: model) { model in
            let inner = try valueWithGradient(at: x) { x in try model(x, training: false).squared().sum() }
            slope = inner.gradient.detached
            return try inner.value + slope.squared().sum()
        }
        #expect(nested == plain)
        #expect(try slope == gradient(at: x) { x in try model(x, training: false).squared().sum() })
    }

    /// The second walk back computes the way there once more, which must not move the averages once more.
    @Test func movingAveragesMoveOnce() throws {
        let (one, two) = (try network(), try network())
        let x = try Tensor.normal([5, 4], seed: 1)
        let plain = try gradient(at: one) { try $0(x).sum() }
        let nested = try gradient(at: two) { model in
            try valueWithGradient(at: x) { x in try model(x).sum() }.value
        }
        #expect(nested == plain)
        #expect(one.weights == two.weights)
    }

    @Test(arguments: [
        // By the input twice; by the parameters of a slope by the input (a gradient penalty); by the parameters twice.
        BadCall("second derivative", "\"net\"", "detached") {
            let model = try Sequential(inputShape: [2], name: "net") { Dense(1) }
            let x = try Tensor.ones([3, 2])
            _ = try gradient(at: x) { x in try gradient(at: x) { x in try model(x).squared().sum() }.squared().sum() }
        },
        BadCall("second derivative", "\"net\"", "detached") {
            let model = try Sequential(inputShape: [2], name: "net") { Dense(1) }
            let x = try Tensor.ones([3, 2])
            _ = try gradient(at: model) { model in
                try gradient(at: x) { x in try model(x).squared().sum() }.squared().sum()
            }
        },
        BadCall("second derivative", "\"net\"", "detached") {
            let model = try Sequential(inputShape: [2], name: "net") { Dense(1) }
            let x = try Tensor.ones([3, 2])
            _ = try gradient(at: model) { model in
                try gradient(at: model) { model in try model(x).squared().sum() }[0].squared().sum()
            }
        },
        BadCall("does not depend", "the name that the function gets") {
            let model = try Sequential(inputShape: [2]) { Dense(1) }
            _ = try gradient(at: model) { _ in try model(Tensor.ones([3, 2])).sum() }
        },
        BadCall("[3, 1]", "mean()") {
            _ = try gradient(at: Sequential(inputShape: [2]) { Dense(1) }) { try $0(Tensor.ones([3, 2])) }
        },
        BadCall("[batch, 2]", "[3, 5]") {
            _ = try gradient(at: Sequential(inputShape: [2]) { Dense(1) }) { try $0(Tensor.ones([3, 5])).sum() }
        },
        BadCall("2 outputs", "inputs:") {
            let x = Input(shape: [2])
            let model = try Model(inputs: [x], outputs: [Dense(1)(x), Dense(2)(x)])
            _ = try gradient(at: model) { try $0(Tensor.ones([3, 2])).sum() }
        },
        BadCall("sign", "derivative is 0") {
            let model = try Sequential(inputShape: [2]) {
                Dense(3, activation: .sign)
                Dense(1)
            }
            _ = try gradient(at: model) { try $0(Tensor.ones([3, 2])).sum() }
        },
        BadCall("whole numbers", "step 1") {
            let model = try Sequential(inputShape: [2]) { Embedding(inputDim: 3, outputDim: 2) }
            _ = try gradient(at: model) { try $0([[0, 7]]).sum() }
        },
    ])
    func mistakes(bad: BadCall) {
        #expect(bad.missing == [])
    }

    /// A sign that no gradient has to pass is no mistake.
    @Test func aStepThatNobodyPasses() throws {
        let model = try Sequential(inputShape: [2], seed: 1) {
            Frozen(Dense(3, activation: .sign))
            Dense(1)
        }
        let x = try Tensor.normal([3, 2], seed: 1)
        let slopes = try gradient(at: model) { try $0(x).sum() }
        #expect(slopes[0].scalars.allSatisfy { $0 == 0 } && slopes[3] == [3])
        #expect(engineError { _ = try gradient(at: x) { try model($0).sum() } }?.code == .notDifferentiable)
    }

    @Test func memoryComesBack() throws {
        func residentPages() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(Int(text.split(separator: " ")[1]))
        }
        struct Stop: Error {}
        // A plan of some 4 MB; predictions kept beyond their tape, and tapes that an error ends, hold none.
        let model = try Sequential(inputShape: [64], seed: 1) {
            Dense(512, activation: .tanh)
            Dense(512, activation: .tanh)
            Dense(1)
        }
        let x = try Tensor.normal([512, 64], seed: 1)
        var kept: [Tensor] = []
        func run(_ times: Int) throws {
            for time in 0..<times {
                _ = try? gradient(at: model) { model in
                    let y = try model(x)
                    kept.append(try model(x))
                    if time % 3 == 0 { throw Stop() }
                    return y.mean()
                }
            }
        }
        try run(20)
        let before = try residentPages()
        try run(100)
        // 100 plans would be 100,000 pages of 4 KB; other tests hold some meanwhile.
        #expect(try residentPages() - before < 25_000)
        #expect(kept.count == 120 && kept.allSatisfy { !$0.isTracked })
    }

    @Test func severalThreads() async throws {
        let model = try Sequential(inputShape: [4], seed: 7) {
            Dense(16, activation: .tanh)
            Dense(1)
        }
        let inputs = try (0..<8).map { try Tensor.normal([5, 4], seed: UInt64($0)) }
        let alone = try inputs.map { x in try gradient(at: model) { try $0(x).squared().sum() } }
        let together = try await withThrowingTaskGroup(of: (Int, [Tensor]).self) { group in
            for (index, x) in inputs.enumerated() {
                group.addTask {
                    var last: [Tensor] = []
                    for _ in 0..<50 { last = try gradient(at: model) { try $0(x).squared().sum() } }
                    return (index, last)
                }
            }
            var results = alone.map { _ in [Tensor]() }
            for try await (index, slopes) in group { results[index] = slopes }
            return results
        }
        #expect(together == alone)
    }
}

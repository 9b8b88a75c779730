import NeuralEngine
import Testing

@Suite("Mistakes with gradients")
struct TapeErrorTests {
    private static let w: Tensor = [1, 2, 3]

    @Test(arguments: [
        BadCall("[3]", "mean()", "sum()") { _ = try gradient(at: w) { $0 * 2 } },
        BadCall("does not depend", "scalars") { _ = try gradient(at: w) { _ in Tensor(1) } },
        BadCall("does not depend") { _ = try gradient(at: w) { w in Tensor(try w.scalar(at: 0)) } },
        BadCall("does not depend") { _ = try gradient(at: w) { $0.detached.sum() } },
        BadCall("mapped", "tensor operations") { _ = try gradient(at: w) { w in w.mapped { $0 * $0 }.sum() } },
        BadCall("withUnsafeMutableScalars") {
            _ = try gradient(at: w) { w in
                var y = w
                y.withUnsafeMutableScalars { $0[0] = 5 }
                return y.sum()
            }
        },
        BadCall("attentionWeights", "tensor operations") {
            let model = try Sequential(inputShape: [3, 2]) { MultiHeadAttention(numHeads: 1, keyDim: 2) }
            _ = try gradient(at: Tensor.ones([3, 2])) { w in try model.attentionWeights(w).sum() }
        },
        BadCall("[3]", "[2]") { _ = try gradient(at: w) { w in try (w + [1, 2]).sum() } },
        BadCall("[3, 1]", "[3]", "meanSquaredError") { _ = try meanSquaredError([[1], [2], [3]], w) },
        BadCall("[0]", "hingeLoss") { _ = try hingeLoss([], []) },
        BadCall("delta") { _ = try huberLoss(w, w, delta: 0) },
        BadCall("2 labels", "[3]") { _ = try softmaxCrossEntropy(logits: w, labels: [0, 1]) },
        BadCall("Label 0 is 3", "0..<3") { _ = try softmaxCrossEntropy(logits: [w.scalars].matrix(), labels: [3]) },
        BadCall("[2]", "[1, 3]") { _ = try softmaxCrossEntropy(logits: [w.scalars].matrix(), labels: Tensor([1, 2])) },
        BadCall("no whole number") { _ = try softmaxCrossEntropy(logits: [w.scalars].matrix(), labels: [0.5]) },
        BadCall("[3]", "[2]", "each weight") {
            var weights = [w]
            try TensorOptimizer(.adam()).update(&weights, [[1, 2]])
        },
        BadCall("[3]", "[2]", "one TensorOptimizer") {
            let optimizer = try TensorOptimizer(.adam())
            var (first, second): (Tensor, Tensor) = (w, [1, 2])
            try optimizer.update(&first, w)
            try optimizer.update(&second, [1, 2])
        },
        BadCall("learning rate") { _ = try TensorOptimizer(.adam(learningRate: -1)) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }

    @Test func codes() {
        #expect(engineError { _ = try gradient(at: Self.w) { $0 } }?.code == .shapeMismatch)
        #expect(engineError { _ = try gradient(at: Self.w) { _ in Tensor(1) } }?.code == .notDifferentiable)
        #expect(engineError { _ = try gradient(at: Self.w) { w in w.mapped { $0 }.sum() } }?.code == .notDifferentiable)
    }
}

extension Tensor {
    /// A number read from the tensor, which cuts the gradient off.
    fileprivate func scalar(at place: Int) throws -> Float { try self[place] }
}

extension [[Float]] {
    fileprivate func matrix() throws -> Tensor { try Tensor(rows: self) }
}

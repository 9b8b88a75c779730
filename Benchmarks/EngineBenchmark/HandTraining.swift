import NeuralEngine

/// A network of dense layers as a student writes it: tensors, `valueWithGradient` and an optimizer, in a loop.
final class HandTraining {
    private var weights: [Tensor]
    private let optimizer: TensorOptimizer
    private let data: Dataset
    private let labels: [Int]
    private let batch: Int
    private var generator = SeededGenerator(seed: 0)

    init(data: Dataset, weights: [Tensor], optimizer: Optimizer, batch: Int) throws {
        self.data = data
        self.weights = weights
        self.optimizer = try TensorOptimizer(optimizer)
        self.batch = batch
        labels = data.targets.scalars.map { Int($0) }
    }

    /// - Returns: the mean loss of the last epoch.
    func train(epochs: Int, shuffle: Bool) throws -> Double {
        var total = 0.0
        for _ in 0..<epochs {
            total = 0
            let order = shuffle ? generator.permutation(data.count) : Array(0..<data.count)
            for start in stride(from: 0, to: data.count, by: batch) {
                let rows = Array(order[start..<min(start + batch, data.count)])
                let x = try data.features.gathered(rows: rows)
                let y = rows.map { labels[$0] }
                let (loss, slopes) = try valueWithGradient(at: weights) { w in
                    let first = try (x.matmul(w[0]) + w[1]).relu()
                    let second = try (first.matmul(w[2]) + w[3]).relu()
                    return try softmaxCrossEntropy(logits: second.matmul(w[4]) + w[5], labels: y)
                }
                try optimizer.update(&weights, slopes)
                total += Double(try loss.scalar) * Double(rows.count)
            }
        }
        return total / Double(data.count)
    }
}

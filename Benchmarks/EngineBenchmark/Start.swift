import NeuralEngine

/// What a process does from its start to the first trained epoch of T1, for start.py.
enum Start {
    static func run() throws {
        let data = try Dataset(
            name: "xor", features: Tensor(shape: [4, 2], scalars: [0, 0, 0, 1, 1, 0, 1, 1]),
            targets: Tensor(shape: [4, 1], scalars: [0, 1, 1, 0]))
        let model = try Sequential(inputShape: [2]) {
            Dense(2, activation: .tanh)
            Dense(1, activation: .sigmoid)
        }
        let history = try model.fit(
            data, loss: .binaryCrossEntropy, optimizer: .sgd(learningRate: 0.5), epochs: 1, batchSize: 4)
        print("ANSWER {\"loss\": \(history.loss[0])}")
    }
}

import NeuralEngine
import Testing

/// Recurrent networks learn what needs memory.
@Suite("Recurrent learning")
struct RecurrentLearningTests {
    /// The adding problem (Hochreiter and Schmidhuber 1997, section 5.4): ten numbers, two of them marked; their sum is wanted.
    /// Always saying 1 has a mean squared error of 0.167.
    @Test(arguments: [LSTM(16) as any RecurrentLayer, GRU(16)])
    func addingProblem(layer: any RecurrentLayer) throws {
        let count = 512
        let time = 10
        var generator = SeededGenerator(seed: 5)
        var x: [Float] = []
        var t: [Float] = []
        for _ in 0..<count {
            let numbers = (0..<time).map { _ in Float(generator.nextUnit()) }
            let first = generator.nextIndex(below: time / 2)
            let second = time / 2 + generator.nextIndex(below: time / 2)
            for (index, number) in numbers.enumerated() { x += [number, index == first || index == second ? 1 : 0] }
            t.append(numbers[first] + numbers[second])
        }
        let data = try Dataset(
            name: "adding", features: Tensor(shape: [count, time, 2], scalars: x),
            targets: Tensor(shape: [count, 1], scalars: t))
        let model = try Sequential(inputShape: [time, 2], seed: 1) {
            layer
            Dense(1)
        }
        let history = try model.fit(
            data, loss: .meanSquaredError, optimizer: .adam(learningRate: 0.01), epochs: 80, batchSize: 32, seed: 1)
        #expect((history.loss.last ?? .nan) < 0.01)
    }

    /// The next character of a text in which one character back is not enough to know it: only memory tells the two "a" apart.
    @Test func nextCharacter() throws {
        let text = Array("abacabadabacabae")
        let letters = Array(Set(text)).sorted()
        let window = 8
        var x: [Float] = []
        var t: [Float] = []
        for start in 0..<64 {
            for step in 0..<window {
                let letter = text[(start + step) % text.count]
                x += letters.map { $0 == letter ? 1 : 0 }
            }
            let next = text[(start + window) % text.count]
            t += letters.map { $0 == next ? 1 : 0 }
        }
        let data = try Dataset(
            name: "text", features: Tensor(shape: [64, window, letters.count], scalars: x),
            targets: Tensor(shape: [64, letters.count], scalars: t))
        let model = try Sequential(inputShape: [window, letters.count], seed: 2) {
            SimpleRNN(24)
            Dense(letters.count, activation: .softmax)
        }
        let history = try model.fit(
            data, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 100, batchSize: 16,
            metrics: [.accuracy], seed: 2)
        #expect((history.loss.last ?? .nan) < 0.1)
        #expect(try model.evaluate(data).metrics["accuracy"] == 1)
    }
}

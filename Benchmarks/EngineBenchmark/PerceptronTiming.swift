import Foundation
import NeuralEngine

/// Rosenblatt's perceptron on the points of perceptron.py: microseconds an epoch.
enum PerceptronTiming {
    static func run(folder: URL, epochs: Int) throws {
        let x = try floats(folder, "x")
        let y = try floats(folder, "y")
        let data = try Dataset(
            name: "points", features: Tensor(shape: [y.count, 2], scalars: x),
            targets: Tensor(shape: [y.count, 1], scalars: y))
        let clock = ContinuousClock()
        while readLine() != nil {
            var perceptron = RosenblattPerceptron()
            let start = clock.now
            let trace = try perceptron.fit(data, learningRate: 1, maxEpochs: epochs)
            let duration = start.duration(to: clock.now).components
            let seconds = Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
            let accuracy = try perceptron.accuracy(on: data)
            print("ANSWER {\"epoch_us\": \(seconds * 1e6 / Double(trace.epochs)), \"accuracy\": \(accuracy)}")
            fflush(nil)
        }
    }

    private static func floats(_ folder: URL, _ name: String) throws -> [Float] {
        let bytes = try Data(contentsOf: folder.appendingPathComponent(name + ".f32"))
        return bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 4)).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
    }
}

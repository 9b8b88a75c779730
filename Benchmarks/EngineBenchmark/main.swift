// One measurement of the engine for Benchmarks/engine_benchmark.py: engine-benchmark FOLDER check|time
// -> {"loss": …} or {"step_us": …, "loss": …}. Everything goes through the public API.
import Foundation
import NeuralEngine

guard CommandLine.arguments.count == 3 else {
    print("usage: engine-benchmark FOLDER check|time   (see Benchmarks/engine_benchmark.py)")
    exit(64)
}
let task = try BenchmarkTask(folder: URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true))

switch CommandLine.arguments[2] {
case "check":
    let history = try task.train(task.network(), epochs: task.settings.check, shuffle: false)
    print("{\"loss\": \(history.loss.last ?? .nan)}")
default:
    let clock = ContinuousClock()
    let network = try task.network()
    // The first run finds the caches cold and the processor slow.
    _ = try task.train(network, epochs: max(1, task.settings.epochs / 10), shuffle: true)
    var times: [Double] = []
    var loss = Double.nan
    for _ in 0..<task.settings.chunks {
        let start = clock.now
        loss = try task.train(network, epochs: task.settings.epochs, shuffle: true).loss.last ?? .nan
        let duration = start.duration(to: clock.now).components
        let microseconds = Double(duration.seconds) * 1e6 + Double(duration.attoseconds) * 1e-12
        times.append(microseconds / Double(task.settings.epochs * task.stepsPerEpoch))
    }
    print("{\"step_us\": \(times.sorted()[times.count / 2]), \"loss\": \(loss)}")
}

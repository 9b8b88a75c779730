import Foundation
import Interchange
import NeuralEngine

/// Reads each file that files.py wrote, several times.
enum FileReading {
    static func run(folder: URL, rounds: Int) throws {
        func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
        let readers: [(name: String, read: () throws -> Int)] = [
            ("csv", { try Dataset.csv(path("table.csv"), task: .regression).count }),
            ("npy", { try Tensor(npy: path("table.npy")).shape[0] }),
            ("npy float64", { try Tensor(npy: path("wide.npy")).shape[0] }),
            ("npz", { try Tensor.npz(path("table.npz"))["x"]?.shape[0] ?? 0 }),
            ("idx", { try Tensor(idx: path("pictures.idx")).shape[0] }),
            ("idx gzip", { try Tensor(idx: path("pictures.idx.gz")).shape[0] }),
            ("png", { try Dataset.pictures(folder: path("pictures")).count }),
        ]
        for (name, read) in readers {
            var best = Double.infinity
            var rows = 0
            for _ in 0..<rounds {
                let clock = ContinuousClock()
                let time = try clock.measure { rows = try read() }
                best = min(best, Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
            }
            print("ANSWER {\"reader\": \"\(name)\", \"rows\": \(rows), \"seconds\": \(best)}")
        }
    }
}

import Charts
import Foundation

/// The picture of docs/benchmarks.md: every peer's time a step, as a multiple of the engine's.
enum ResultsChart {
    /// A line of results.jsonl.
    private struct Line: Decodable {
        let task: String
        let threads: Int
        let peer: String
        let step: Double

        enum CodingKeys: String, CodingKey {
            case task, threads, peer
            case step = "step_us"
        }
    }

    private static let names = [
        ("torch", "PyTorch"), ("torch_compile", "torch.compile"), ("jax", "JAX, a call a step"),
        ("jax_scan", "JAX, scan"), ("keras", "Keras on TensorFlow"), ("sklearn", "scikit-learn"),
    ]

    static func run(results: String, picture: String) throws {
        let text = try String(contentsOfFile: results, encoding: .utf8)
        let lines = try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        let charts = Set(lines.map(\.threads)).sorted().map { threads in
            chart(of: lines.filter { $0.threads == threads }, threads: threads)
        }
        try ChartGrid(title: "Time of a training step, as a multiple of Cuaderno's", columns: 2, charts).save(picture)
    }

    private static func chart(of lines: [Line], threads: Int) -> Chart {
        let tasks = Array(Set(lines.map(\.task)).sorted().reversed())
        func median(_ task: String, _ peer: String) -> Double? {
            let times = lines.filter { $0.task == task && $0.peer == peer }.map(\.step).sorted()
            guard !times.isEmpty else { return nil }
            return (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
        }
        return Chart(
            title: threads == 1 ? "One thread" : threads == 2 ? "Two threads" : "\(threads) threads",
            description: "To the right of the line a peer takes longer than the engine."
        ) {
            RuleMark(x: 1, label: "Cuaderno")
            for (peer, name) in names {
                let ratios = tasks.map { task in
                    median(task, peer).flatMap { time in median(task, "cuaderno").map { time / $0 } } ?? .nan
                }
                let measured = tasks.indices.filter { ratios[$0].isFinite }
                if !measured.isEmpty {
                    PointMark(x: measured.map { ratios[$0] }, y: measured.map(Double.init), label: name)
                }
            }
        }
        .xAxis("times as long as Cuaderno", scale: .log)
        .yAxis(range: -0.5...Double(tasks.count) - 0.5, ticks: .categories(tasks))
        .size(width: 560, height: 400)
    }
}

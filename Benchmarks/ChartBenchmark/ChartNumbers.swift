import Charts
import Foundation
import NeuralEngine
import Plots

/// The numbers that both sides draw, and our pictures of them.
struct ChartNumbers {
    private let x: [Double]
    private let y: [Double]
    private let loss: [Double]
    private let validation: [Double]
    private let examples: Dataset
    private let field: StoredField

    /// - Parameter folder: Where chart_benchmark.py has put them, as numbers of eight bytes one after the other.
    init(folder: String) throws {
        func numbers(_ name: String) throws -> [Double] {
            try Data(contentsOf: URL(filePath: folder).appending(path: name)).withUnsafeBytes {
                Array($0.bindMemory(to: Double.self))
            }
        }
        x = try numbers("x")
        y = try numbers("y")
        loss = try numbers("loss")
        validation = try numbers("validation")
        let features = try numbers("examples").map(Float.init)
        examples = try Dataset(
            name: "two classes", features: Tensor(shape: [features.count / 2, 2], scalars: features),
            targets: Tensor(try numbers("labels").map(Float.init)))
        field = StoredField(answers: try numbers("field").map(Float.init))
    }

    func picture(_ word: String) throws -> any Picture {
        let epochs = loss.indices.map { Double($0 + 1) }
        switch word {
        case "scatter":
            return Chart(title: "Scatter") { PointMark(x: x, y: y, label: "points") }.xAxis("x").yAxis("y")
        case "loss":
            return Chart(title: "Loss") {
                LineMark(x: epochs, y: loss, label: "training")
                LineMark(x: epochs, y: validation, label: "validation")
            }.xAxis("epoch").yAxis("loss", scale: .log)
        case "boundary": return try Chart.boundary(field, examples, name: "field", resolution: 200)
        default: throw PlotError("There is no picture \(word); ask for scatter, loss or boundary.")
        }
    }
}

/// Answers that are known: only the picture is measured.
struct StoredField: Predictor {
    let answers: [Float]

    func predict(_ features: Tensor) throws -> Tensor { try Tensor(shape: [answers.count, 1], scalars: answers) }
}

/// So that the other end does not wait for a full buffer.
func flushOutput() { fflush(nil) }

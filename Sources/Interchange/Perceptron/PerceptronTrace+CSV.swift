import DataFiles
public import NeuralEngine

extension PerceptronTrace {
    /// Writes every recorded update as a row of a table, for spreadsheets and `Dataset.csv`: `epoch`, `example`, the features `x1`, …, the
    /// label `y`, and the weights before (`before0`, the bias, …) and after (`after0`, …); whole or not at all.
    ///
    /// - Throws: ``EngineError/Code/file`` with the system's reason.
    public func write(csv path: String) throws {
        let features = weights.count - 1
        var names = ["epoch", "example"] + (0..<features).map { "x\($0 + 1)" } + ["y"]
        names += weights.indices.map { "before\($0)" } + weights.indices.map { "after\($0)" }
        var text = names.joined(separator: ",") + "\n"
        for update in updates {
            var row = [String(update.epoch), String(update.index)] + update.x.map(\.description) + [String(update.y)]
            row += update.weightsBefore.map(\.description) + update.weightsAfter.map(\.description)
            text += row.joined(separator: ",") + "\n"
        }
        let bytes = Array(text.utf8)
        try Files.writing { try FileWriter.write([bytes], to: path) }
    }
}

/// Writes a line for each epoch to a CSV file: epoch, learning rate, loss, metrics, and those on validation data.
///
/// Each line is written when its epoch ends, so that the file holds what was trained even when the process does not live on.
public final class CSVLogger: TrainingCallback {
    public let path: String
    public let separator: String
    public let append: Bool

    private var columns: [String] = []

    /// - Parameters:
    ///   - separator: between the columns.
    ///   - append: adds to a file that is there, without another heading; begins it anew otherwise.
    public init(_ path: String, separator: String = ",", append: Bool = false) {
        self.path = path
        self.separator = separator
        self.append = append
    }

    public func trainingBegan(_ info: TrainingInfo) { columns = [] }

    public func epochEnded(_ progress: TrainingProgress) throws {
        let history = progress.history
        var values: [(name: String, value: Double?)] = [
            ("learning rate", history.learningRate.last), ("loss", history.loss.last),
        ]
        values += history.metrics.keys.sorted().map { ($0, history.metrics[$0]?.last) }
        if let loss = history.validationLoss.last { values.append(("validation loss", loss)) }
        values += history.validationMetrics.keys.sorted().map {
            ("validation " + $0, history.validationMetrics[$0]?.last)
        }
        if columns.isEmpty {
            columns = ["epoch"] + values.map(\.name)
            let goesOn = append && (try? FileBytes.read(path))?.isEmpty == false
            if !goesOn {
                try FileBytes.writeLine(columns.map(quoted).joined(separator: separator), to: path, append: append)
            }
        }
        let numbers = [String(progress.epoch)] + values.map { $0.value.map { "\($0)" } ?? "" }
        try FileBytes.writeLine(numbers.joined(separator: separator), to: path, append: true)
    }

    private func quoted(_ text: String) -> String {
        guard text.contains(separator) || text.contains("\"") else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

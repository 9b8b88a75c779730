import Charts
import NeuralEngine
import Plots

/// The picture of a `%plot`.
struct PlotDrawing {
    let command: PlotCommand
    let kind: PlotKind
    let session: LabSession
    let features: (x: Int, y: Int)?
    let layer: Int?

    /// - Throws: ``LabError`` for options that make no sense together.
    init(_ command: PlotCommand, _ session: LabSession) throws {
        self.command = command
        self.session = session
        kind = try PlotKind(name: command.kind)
        features = try command.features.map(Self.features)
        layer = command.layer?.value
        if kind.needsData, command.on == nil {
            throw LabError("%plot \(kind.rawValue) needs a data set: %plot \(kind.rawValue) \(command.name) --on DATA")
        }
        if command.names.count > 1, !kind.takesSeveral {
            throw LabError("%plot \(kind.rawValue) draws one thing; \(command.names.count) names were given.")
        }
        if kind != .loss, kind != .losses, command.log || command.linear {
            throw LabError("--log and --linear are for %plot loss and %plot losses.")
        }
        if command.log, command.linear { throw LabError("--log or --linear, not both.") }
        if features != nil, ![.boundary, .data, .clusters].contains(kind) {
            throw LabError("--features is for %plot boundary, %plot data and %plot clusters.")
        }
        if layer != nil, !kind.takesLayer {
            throw LabError("--layer is for %plot weights, %plot embeddings and %plot latent.")
        }
        if command.row != nil, kind != .attention { throw LabError("--row is for %plot attention.") }
        if command.count != nil, !kind.takesCount {
            throw LabError("--count is for %plot reconstructions, %plot latentGrid and %plot generated.")
        }
        if command.seed != nil, kind != .generated { throw LabError("--seed is for %plot generated.") }
    }

    var theme: Theme { command.dark ? .dark : .light }
    var scale: AxisScale? { command.log ? .log : command.linear ? .linear : nil }
    /// The data set of `--on`, where there has to be one.
    var dataName: String { command.on ?? "" }

    func picture() throws -> any Picture {
        let name = command.name
        switch kind {
        case .loss: return Chart.loss(try session.history(meantBy: name), scale: scale, theme: theme)
        case .metrics: return try Chart.metrics(try session.history(meantBy: name), theme: theme)
        case .learningRate: return Chart.learningRate(try session.history(meantBy: name), theme: theme)
        case .losses:
            return try Chart.losses(
                try command.names.map { ($0, try session.history(meantBy: $0)) }, scale: scale, theme: theme)
        case .data:
            return try Chart.scatter(try session.dataset(name), features: features ?? (0, 1), theme: theme)
        case .images: return try Chart.images(of: try session.dataset(name), theme: theme)
        case .division:
            return try Chart.division(try command.names.map { ($0, try session.dataset($0)) }, theme: theme)
        case .network: return try Chart.network(try session.network(name), theme: theme)
        case .weights: return try Chart.weights(try session.network(name), layer: layer, theme: theme)
        case .embeddings: return try Chart.embeddings(of: try session.network(name), layer: layer, theme: theme)
        case .activation:
            let functions = try command.names.map { try ActivationWord.list.value($0) }
            return functions.count == 1
                ? try Chart.activation(functions[0], theme: theme)
                : try ChartGrid.activations(functions, theme: theme)
        case .lossFunction: return try Chart.lossFunction(try LossWord.list.value(name), theme: theme)
        case .regression:
            return try Chart.regression(try session.network(name), try session.dataset(dataName), theme: theme)
        case .boundary: return try boundary()
        case .confusion, .roc, .animation, .attention: return try judgement()
        case .clusters, .components, .som, .uMatrix, .lattice, .mapErrors, .pocket: return try discovery()
        case .reconstructions, .latent, .latentGrid, .generated, .adversarial: return try creation()
        }
    }

    /// A network or perceptron on a data set.
    private func judgement() throws -> any Picture {
        let data = try session.dataset(dataName)
        switch (kind, session.value(of: command.name)) {
        case (.confusion, .perceptron(let perceptron)):
            return try Chart.confusion(perceptron, data, name: command.name, theme: theme)
        case (.roc, .perceptron(let perceptron)):
            return try Chart.roc(perceptron, data, name: command.name, theme: theme)
        case (.animation, .trace(let trace)): return try AnimatedChart.perceptron(trace, over: data, theme: theme)
        case (.animation, _):
            let trace = session.trace(of: try session.perceptron(command.name))?.trace
            guard let trace else {
                throw LabError("\"\(command.name)\" has not been trained yet: %train \(command.name) --on DATA")
            }
            return try AnimatedChart.perceptron(trace, over: data, theme: theme)
        default: break
        }
        let model = try session.network(command.name)
        switch kind {
        case .confusion:
            let loss = session.loss(of: model).loss
            let form = TargetForm(of: data, for: model, loss: loss)
            return try Chart.confusion(model, try form.applied(to: data), loss: loss, theme: theme)
        case .roc: return try Chart.roc(model, data, theme: theme)
        default: return try ChartGrid.attention(model, try example(of: data), theme: theme)
        }
    }

    /// The example of `--row`, as a batch of one.
    private func example(of data: Dataset) throws -> Tensor {
        let row = command.row?.value ?? 0
        guard (0..<data.count).contains(row) else {
            throw LabError("--row is \(row); \(dataName) has the examples 0 to \(data.count - 1).")
        }
        return try data.rows([row]).features
    }

    private func boundary() throws -> Chart {
        let data = try session.dataset(dataName)
        if case .perceptron(let perceptron) = session.value(of: command.name) {
            if features == nil, data.featureNames.count == 2, let trace = session.trace(of: perceptron)?.trace {
                return try PerceptronPicture.chart(trace, on: data, name: command.name, theme: theme)
            }
            return try .boundary(
                perceptron, data, name: command.name, features: features ?? (0, 1), theme: theme)
        }
        if case .trace(let trace) = session.value(of: command.name) {
            return try PerceptronPicture.chart(trace, on: data, name: command.name, theme: theme)
        }
        let model = try session.network(command.name)
        let form = TargetForm(of: data, for: model, loss: session.loss(of: model).loss)
        return try .boundary(
            model, try form.boundaryForm.applied(to: data), features: features ?? (0, 1), theme: theme)
    }

    private static func features(_ text: String) throws -> (x: Int, y: Int) {
        let parts = text.split(separator: ",").compactMap { Int($0.filter { $0 != " " }) }
        guard parts.count == 2 else { throw LabError("--features is \(text); expected two places, such as 0,1.") }
        return (parts[0], parts[1])
    }
}

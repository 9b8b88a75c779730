import Charts
import NeuralEngine
import Plots

/// The chart of a `%plot`, and the call that makes it.
struct PlotDrawing {
    private let command: PlotCommand
    private let kind: PlotKind
    private let session: LabSession
    private let features: (x: Int, y: Int)?

    /// - Throws: ``LabError`` for options that make no sense together.
    init(_ command: PlotCommand, _ session: LabSession) throws {
        self.command = command
        self.session = session
        kind = try PlotKind(name: command.kind)
        features = try command.features.map(Self.features)
        if kind.needsData, command.on == nil {
            throw LabError("%plot \(kind.rawValue) needs a data set: %plot \(kind.rawValue) \(command.name) --on DATA")
        }
        if kind != .loss, command.log || command.linear { throw LabError("--log and --linear are for %plot loss.") }
        if command.log, command.linear { throw LabError("--log or --linear, not both.") }
        if features != nil, kind != .boundary, kind != .data {
            throw LabError("--features is for %plot boundary and %plot data.")
        }
    }

    func chart() throws -> Chart {
        switch kind {
        case .loss: return .loss(try session.history(meantBy: command.name), scale: scale)
        case .metrics: return try .metrics(try session.history(meantBy: command.name))
        case .data: return try .scatter(try session.dataset(command.name), features: features ?? (0, 1))
        case .network: return try .network(try session.network(command.name))
        case .regression:
            return try .regression(try session.network(command.name), try session.dataset(command.on ?? ""))
        case .boundary: return try boundary()
        }
    }

    private var scale: AxisScale? { command.log ? .log : command.linear ? .linear : nil }

    private func boundary() throws -> Chart {
        let data = try session.dataset(command.on ?? "")
        if case .perceptron(let perceptron) = session.value(of: command.name) {
            if features == nil, data.featureNames.count == 2, let trace = session.trace(of: perceptron)?.trace {
                return try PerceptronPicture.chart(trace, on: data, name: command.name)
            }
            return try .boundary(perceptron, data, name: command.name, features: features ?? (0, 1))
        }
        if case .trace(let trace) = session.value(of: command.name) {
            return try PerceptronPicture.chart(trace, on: data, name: command.name)
        }
        let model = try session.network(command.name)
        let form = TargetForm(of: data, for: model, loss: session.loss(of: model).loss)
        return try .boundary(model, try form.boundaryForm.applied(to: data), features: features ?? (0, 1))
    }

    private static func features(_ text: String) throws -> (x: Int, y: Int) {
        let parts = text.split(separator: ",").compactMap { Int($0.filter { $0 != " " }) }
        guard parts.count == 2 else { throw LabError("--features is \(text); expected two places, such as 0,1.") }
        return (parts[0], parts[1])
    }
}

extension PlotDrawing {
    func code() throws -> (text: String, isThrowing: Bool) {
        let name = command.name
        let featureCode = features.map { "features: (\($0.x), \($0.y))" }
        switch kind {
        case .loss:
            let scaleCode = command.log ? "scale: .log" : command.linear ? "scale: .linear" : nil
            return (SwiftCode.call("Chart.loss", [try session.historyCode(meantBy: name), scaleCode]), false)
        case .metrics: return (SwiftCode.call("Chart.metrics", [try session.historyCode(meantBy: name)]), true)
        case .data: return (SwiftCode.call("Chart.scatter", [name, featureCode]), true)
        case .network: return ("Chart.network(\(name))", true)
        case .regression: return ("Chart.regression(\(name), \(command.on ?? ""))", true)
        case .boundary: return (try boundaryCode(featureCode), true)
        }
    }

    private func boundaryCode(_ featureCode: String?) throws -> String {
        let name = command.name
        let on = command.on ?? ""
        switch session.value(of: name) {
        case .trace: return "Chart.perceptron(\(name), on: \(on), name: \(SwiftCode.string(name)))"
        case .perceptron(let perceptron):
            let data = try session.dataset(on)
            if features == nil, data.featureNames.count == 2, let trace = session.trace(of: perceptron)?.name {
                return "Chart.perceptron(\(trace), on: \(on), name: \(SwiftCode.string(name)))"
            }
            return SwiftCode.call("Chart.boundary", [name, on, "name: \(SwiftCode.string(name))", featureCode])
        case .network(let model, _):
            let data = try session.dataset(on)
            let form = TargetForm(of: data, for: model, loss: session.loss(of: model).loss)
            return SwiftCode.call("Chart.boundary", [name, form.boundaryForm.code(on), featureCode])
        default: return SwiftCode.call("Chart.boundary", [name, on, featureCode])
        }
    }
}

import Charts
import NeuralEngine

/// The call that makes the picture.
extension PlotDrawing {
    func code() throws -> (text: String, isThrowing: Bool) {
        let name = command.name
        let themeCode = command.dark ? "theme: .dark" : nil
        let featureCode = features.map { "features: (\($0.x), \($0.y))" }
        let scaleCode = command.log ? "scale: .log" : command.linear ? "scale: .linear" : nil
        let layerCode = layer.map { "layer: \($0)" }
        func call(_ function: String, _ arguments: String?...) -> (String, Bool) {
            (SwiftCode.call(function, arguments + [themeCode]), true)
        }
        switch kind {
        case .loss:
            return (
                SwiftCode.call("Chart.loss", [try session.historyCode(meantBy: name), scaleCode, themeCode]), false
            )
        case .learningRate:
            return (SwiftCode.call("Chart.learningRate", [try session.historyCode(meantBy: name), themeCode]), false)
        case .metrics: return call("Chart.metrics", try session.historyCode(meantBy: name))
        case .losses:
            let parts = try command.names.map { "(\(SwiftCode.string($0)), \(try session.historyCode(meantBy: $0)))" }
            return call("Chart.losses", "[\(parts.joined(separator: ", "))]", scaleCode)
        case .data: return call("Chart.scatter", name, featureCode)
        case .images: return call("Chart.images", "of: \(name)")
        case .division:
            let parts = command.names.map { "(\(SwiftCode.string($0)), \($0))" }.joined(separator: ", ")
            return call("Chart.division", "[\(parts)]")
        case .network: return call("Chart.network", name)
        case .weights: return call("Chart.weights", name, layerCode)
        case .embeddings: return call("Chart.embeddings", "of: \(name)", layerCode)
        case .activation:
            let codes = try command.names.map { try ActivationWord.list.value($0).code }
            return codes.count == 1
                ? call("Chart.activation", codes[0])
                : call("ChartGrid.activations", "[\(codes.joined(separator: ", "))]")
        case .lossFunction: return call("Chart.lossFunction", try LossWord.list.value(name).code)
        case .regression: return call("Chart.regression", name, dataName)
        case .boundary: return (try boundaryCode(featureCode, themeCode), true)
        case .confusion:
            guard case .network(let model, _) = session.value(of: name) else {
                return call("Chart.confusion", name, dataName, "name: \(SwiftCode.string(name))")
            }
            let (loss, isTrained) = session.loss(of: model)
            let form = TargetForm(of: try session.dataset(dataName), for: model, loss: loss)
            return call("Chart.confusion", name, form.code(dataName), isTrained ? nil : "loss: \(loss.code)")
        case .roc:
            if case .perceptron = session.value(of: name) {
                return call("Chart.roc", name, dataName, "name: \(SwiftCode.string(name))")
            }
            return call("Chart.roc", name, dataName)
        case .animation:
            var traceName = name
            if case .perceptron(let perceptron) = session.value(of: name) {
                traceName = session.trace(of: perceptron)?.name ?? name
            }
            return call("AnimatedChart.perceptron", traceName, "over: \(dataName)")
        case .clusters: return call("Chart.clusters", name, dataName, featureCode)
        case .components: return call("Chart.principalComponents", name, dataName)
        case .som: return call("Chart.selfOrganizingMap", name, dataName)
        case .uMatrix: return call("Chart.uMatrix", name)
        case .lattice: return call("Chart.selfOrganizingLattice", name, dataName)
        case .mapErrors: return (SwiftCode.call("Chart.errors", [mapHistoryName, themeCode]), false)
        case .pocket: return (SwiftCode.call("Chart.pocket", [pocketTraceName, themeCode]), false)
        case .reconstructions, .latent, .latentGrid, .generated, .adversarial:
            return (try creationCode(themeCode), true)
        case .attention:
            return call("ChartGrid.attention", name, "\(dataName).rows([\(command.row?.value ?? 0)]).features")
        }
    }

    private func boundaryCode(_ featureCode: String?, _ themeCode: String?) throws -> String {
        let name = command.name
        switch session.value(of: name) {
        case .trace:
            return SwiftCode.call(
                "Chart.perceptron", [name, "on: \(dataName)", "name: \(SwiftCode.string(name))", themeCode])
        case .perceptron(let perceptron):
            let data = try session.dataset(dataName)
            if features == nil, data.featureNames.count == 2, let trace = session.trace(of: perceptron)?.name {
                return SwiftCode.call(
                    "Chart.perceptron", [trace, "on: \(dataName)", "name: \(SwiftCode.string(name))", themeCode])
            }
            return SwiftCode.call(
                "Chart.boundary", [name, dataName, "name: \(SwiftCode.string(name))", featureCode, themeCode])
        case .network(let model, _):
            let data = try session.dataset(dataName)
            let form = TargetForm(of: data, for: model, loss: session.loss(of: model).loss)
            return SwiftCode.call("Chart.boundary", [name, form.boundaryForm.code(dataName), featureCode, themeCode])
        default: return SwiftCode.call("Chart.boundary", [name, dataName, featureCode, themeCode])
        }
    }
}

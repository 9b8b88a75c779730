import ArgumentParser
import Display
import NeuralEngine
import Plots

/// `%summary`
struct SummaryCommand: TranslatableCommand {
    static let example = "%summary clf"
    static let configuration = makeConfiguration(
        "summary", "Show a network's layers, a data set's first examples, or what a training went through.")

    @Argument(help: "The network, data set, history, perceptron or its record.")
    var name: String

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        context.show(try bundle(context.session))
    }

    func swiftCode(in context: LabContext) throws -> String {
        _ = try bundle(context.session)
        return name
    }

    private func bundle(_ session: LabSession) throws -> MIMEBundle {
        switch session.value(of: name) {
        case .network(let model, _): return NetworkBundle.bundle(model)
        case .dataset(let data, _): return DatasetBundle.bundle(data)
        case .history(let history): return HistoryBundle.bundle(history)
        case .perceptron(let perceptron): return MIMEBundle(text: String(describing: perceptron))
        case .object(let object): return MIMEBundle(text: object.description)
        case .trace(let trace): return TraceBundle.bundle(trace)
        case .crossValidation(let result): return CrossValidationBundle.bundle(result)
        case .draft(let draft):
            let layers = draft.layers.map(\.code).joined(separator: "\n  ")
            return MIMEBundle(text: "\(name), waiting for its input's shape:\n  \(layers)")
        case .variable(let variable):
            throw LabError("\"\(name)\" is a Swift variable of type \(variable.type), of which there is no summary.")
        case nil:
            throw LabError.unknown(
                "network or data set", name, known: session.entries.map(\.name), hint: "%network and %data make some.")
        }
    }
}

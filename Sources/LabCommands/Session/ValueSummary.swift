import Display
import NeuralEngine

/// Values in a few words, for while the worker is busy.
package enum ValueSummary {
    /// What a value is when it is set, told without running code of a cell; nil where that would be needed.
    package static func text(of value: Any) -> String? {
        switch value {
        case let number as Int: "\(number)"
        case let number as Double: "\(number)"
        case let number as Float: "\(number)"
        case let flag as Bool: "\(flag)"
        case let text as String: ValuePrinter.text(of: text, characters: 80)
        case let list as [Int]: count(list)
        case let list as [Double]: count(list)
        case let list as [Float]: count(list)
        case let list as [String]: count(list)
        case let tensor as Tensor: "shape \(ShortText.shape(tensor.shape))"
        case let data as Dataset: DatasetText.line(data)
        case let history as History: HistoryText.line(history.description)
        case let perceptron as RosenblattPerceptron: PerceptronText.line(perceptron)
        case let adaline as Adaline: PerceptronText.line(adaline)
        case let pocket as PocketPerceptron: PerceptronText.line(pocket)
        default: Model.held(by: value).map { NetworkText.line($0) }
        }
    }

    private static func count<Element>(_ list: [Element]) -> String { ShortText.count(list.count, "element") }
}

import Interchange
import NeuralEngine
import Spelling

/// Data sets that are stretches of a text.
extension DataRecipe {
    /// - Throws: ``LabError`` with all units.
    static func unit(_ name: String) throws -> TextUnit {
        let folded = Spelling.folded(name)
        guard let unit = TextUnit.allCases.first(where: { Spelling.folded($0.rawValue) == folded }) else {
            throw LabError.unknown("unit of text", name, known: TextUnit.allCases.map(\.rawValue), hint: "")
        }
        return unit
    }

    func madeOfText() throws -> (train: Dataset, test: Dataset?) {
        let text = try kind == .quijote ? Texts.quijote() : Texts.file(command.file ?? "")
        let unit = try command.by.map(Self.unit) ?? .characters
        let (length, stride) = (command.length?.value ?? 64, command.stride?.value)
        guard let validation else {
            let data = try Dataset.text(
                text, by: unit, length: length, stride: stride, vocabularyLimit: command.vocabulary?.value)
            return (data, nil)
        }
        let parts = try Dataset.text(
            text, by: unit, length: length, stride: stride, validation: validation,
            vocabularyLimit: command.vocabulary?.value)
        return (parts.train, parts.validation)
    }

    var textCode: String {
        let call = "= try " + textCall(validation: validation)
        return validation == nil ? "let \(name) \(call)" : "let (\(name), \(testName)) \(call)"
    }

    func textCall(validation: Double?) -> String {
        let text = kind == .quijote ? "Texts.quijote()" : "Texts.file(\(SwiftCode.string(command.file ?? "")))"
        let unit = command.by.flatMap { try? Self.unit($0) }
        return SwiftCode.call(
            "Dataset.text",
            [
                text, unit.map { "by: .\($0.rawValue)" }, command.length.map { "length: \($0.value)" },
                command.stride.map { "stride: \($0.value)" },
                validation.map { "validation: \(SwiftCode.number($0))" },
                command.vocabulary.map { "vocabularyLimit: \($0.value)" },
            ])
    }
}

import NeuralEngine
import Spelling

/// `--class-weight`: `balanced`, or a weight for some classes by number or name: `0:1,1:10`, `setosa:2`.
struct ClassWeightWord {
    let weight: ClassWeight
    let code: String

    /// - Throws: ``LabError`` for a class that the data have not, or a weight that makes no sense.
    init(_ text: String, data: Dataset) throws {
        let text = Number.unguarded(text)
        guard Spelling.folded(WordParts.plain(text)) != "balanced" else {
            (weight, code) = (.balanced, ".balanced")
            return
        }
        guard let classCount = data.classCount else {
            throw LabError("--class-weight is for classes, but the targets of \(data.name) are none.")
        }
        var weights: [Int: Float] = [:]
        for part in WordParts.split(text.filter { !"()[]{}".contains($0) }) {
            let (label, value) = WordParts.labelled(part)
            guard let label, let weight = Float(value), weight.isFinite, weight >= 0 else {
                throw LabError(
                    "--class-weight \(text): \"\(part)\" is no class with its weight; expected balanced, or numbers from 0 "
                        + "such as 0:1,1:10.")
            }
            let place = try Self.place(of: label, data: data, count: classCount)
            guard weights.updateValue(weight, forKey: place) == nil else {
                throw LabError("--class-weight \(text): class \(label) is given twice.")
            }
        }
        guard !weights.isEmpty else { throw LabError("--class-weight is empty; expected balanced, or 0:1,1:10.") }
        weight = .weights(weights)
        let parts = weights.sorted { $0.key < $1.key }.map {
            "\($0.key): \(SwiftCode.number(Double("\($0.value)") ?? 0))"
        }
        code = "[" + parts.joined(separator: ", ") + "]"
    }

    private static func place(of label: String, data: Dataset, count: Int) throws -> Int {
        let names = data.classNames ?? []
        // Blanks in front of the colon are gone from the label.
        if let place = names.firstIndex(where: { $0.filter { $0 != " " } == label }) { return place }
        // Labels −1 and +1 are classes 0 and 1.
        if label == "-1", data.targets.scalars.contains(-1) { return 0 }
        if let place = Int(label), (0..<count).contains(place) { return place }
        let known = names.isEmpty ? (0..<count).map(String.init) : names
        throw LabError.unknown("class of \(data.name)", label, known: known, hint: "")
    }
}

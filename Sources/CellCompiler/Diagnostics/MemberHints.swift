import Spelling

/// Hints about members that a type does not have.
enum MemberHints {
    /// Members of other languages.
    private static let foreign: [String: String] = [
        "length": "count", "size": "count", "len": "count", "push": "append(…)", "add": "append(…)",
        "upper": "uppercased()",
        "lower": "lowercased()", "strip": "trimmingCharacters(in: .whitespaces)", "join": "joined(separator: …)",
        "index": "firstIndex(of: …)", "toString": "description",
        "pop": "removeLast()", "extend": "append(contentsOf: …)", "startswith": "hasPrefix(…)",
        "endswith": "hasSuffix(…)",
        "replace": "replacing(…, with: …)", "T": "transposed()", "dot": "matmul(…)", "toInt": "Int(value)",
        "toDouble": "Double(value)", "items": "for (key, value) in dictionary { … }", "get": "dictionary[\"key\"]",
        "compile": "fit(…, loss: …, optimizer: …)", "astype": "map(Double.init)", "tolist": "scalars",
    ]
    /// Members of one type that other libraries call otherwise.
    private static let ofType: [String: [String: String]] = [
        "Dataset": [
            "shape": "features.shape", "x": "features", "X": "features", "data": "features", "y": "targets",
            "target": "targets", "head": "rows(0..<5)",
        ],
        "Array": ["mean": "reduce(0, +) / Double(values.count)", "sum": "reduce(0, +)"],
    ]
    /// Short names of losses and optimizers.
    static let abbreviations: [String: String] = [
        "mse": "meanSquaredError", "mae": "meanAbsoluteError", "bce": "binaryCrossEntropy",
        "cce": "categoricalCrossEntropy", "crossentropy": "categoricalCrossEntropy", "acc": "accuracy",
        "adam": "adam()", "sgd": "sgd()", "rmsprop": "rmsProp()", "adagrad": "adagrad()",
    ]
    /// Members that a first course uses, of any type.
    private static let common = [
        "append", "components", "contains", "count", "description", "dropFirst", "enumerated", "evaluate", "filter",
        "first",
        "firstIndex", "fit", "flatMap", "hasPrefix", "hasSuffix", "isEmpty", "joined", "keys", "last", "lowercased",
        "map",
        "matmul", "max", "mean", "min", "predict", "prefix", "randomElement", "reduce", "relu", "removeLast",
        "reshaped",
        "reversed", "rounded", "save", "scalars", "shape", "shuffled", "sigmoid", "softmax", "sorted", "split",
        "squareRoot",
        "suffix", "sum", "summary", "swapAt", "tanh", "transposed", "update", "uppercased", "values", "weights",
        "adam", "sgd", "meanSquaredError", "binaryCrossEntropy", "categoricalCrossEntropy", "accuracy",
    ]

    static func hint(member: String, of type: String) -> String? {
        if let own = abbreviations[member.lowercased()], member != own, !own.hasPrefix(member) {
            return "its name is `\(own)`"
        }
        if type == "Sequential", member == "add" {
            return "layers stand in the braces of `Sequential(inputShape: …) { … }`, one on a line"
        }
        let owner = type.hasPrefix("[") && !type.contains(":") ? "Array" : type
        if let own = ofType[owner]?[member] { return "in Swift it is `\(own)`" }
        if let own = foreign[member] ?? Spelling.nearest(to: member, in: ["length"]).flatMap({ foreign[$0] }) {
            return "in Swift it is `\(own)`"
        }
        return Spelling.nearest(to: member, in: common.filter { $0 != member }).map { "did you mean '\($0)'?" }
    }
}

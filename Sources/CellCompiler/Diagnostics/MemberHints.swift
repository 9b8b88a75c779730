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
        "replace": "replacing(…, with: …)", "T": "transposed()", "dot": "matmul(…)",
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
        if let own = foreign[member] ?? Spelling.nearest(to: member, in: ["length"]).flatMap({ foreign[$0] }) {
            return "in Swift it is `\(own)`"
        }
        return Spelling.nearest(to: member, in: common.filter { $0 != member }).map { "did you mean '\($0)'?" }
    }
}

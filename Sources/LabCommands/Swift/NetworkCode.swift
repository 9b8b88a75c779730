import NeuralEngine

/// Networks as Swift source.
enum NetworkCode {
    static func text(_ draft: NetworkDraft, inputShape: String) -> String {
        let layers = draft.layers.map { "    \($0.code)" }.joined(separator: "\n")
        return """
            let \(draft.name) = try Sequential(inputShape: \(inputShape), seed: \(draft.seed), name: \(SwiftCode.string(draft.name))) {
            \(layers)
            }
            """
    }
}

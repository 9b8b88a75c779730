import NeuralEngine

extension Networks {
    /// T1 to T4, and the points of scaling.py: dense layers, with the loss's own activation at the end.
    static func dense(_ settings: TaskSettings) throws -> Sequential {
        let dims = settings.dims ?? []
        let hidden = ActivationFunction(name: settings.hidden ?? "relu") ?? .relu
        let last: ActivationFunction = ["bce": .sigmoid, "ce": .softmax][settings.loss] ?? .identity
        let layers = dims.indices.dropFirst().map { index in
            Dense(dims[index], activation: index == dims.count - 1 ? last : hidden)
        }
        return try Sequential(inputShape: [dims[0]], layers: layers)
    }
}

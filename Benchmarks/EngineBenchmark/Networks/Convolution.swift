import NeuralEngine

extension Networks {
    /// T5: two convolutions with pooling, two dense layers.
    static func convolution(_ settings: TaskSettings) throws -> Sequential {
        try Sequential(inputShape: Array(settings.featureShape.dropFirst())) {
            Conv2D(16, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            Conv2D(32, kernelSize: 3, padding: .same, activation: .relu)
            MaxPooling2D()
            Flatten()
            Dense(128, activation: .relu)
            Dense(10, activation: .softmax)
        }
    }
}

import NeuralEngine

extension Networks {
    /// T6.
    static func recurrent(_ settings: TaskSettings) throws -> Sequential {
        try Sequential(inputShape: Array(settings.featureShape.dropFirst())) {
            LSTM(128)
            Dense(1)
        }
    }
}

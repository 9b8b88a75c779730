import NeuralEngine

extension LayerWord {
    private static let sequence = ["returnSequences", "dropout", "recurrentDropout"]

    static let recurrentForms: [LayerForm] = [
        LayerForm(kind: "lstm", parameters: ["units", "activation"], required: 1, options: sequence) { values in
            LSTM(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                returnSequences: try values.flag("returnSequences") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0)
        },
        LayerForm(kind: "gru", parameters: ["units", "activation"], required: 1, options: sequence) { values in
            GRU(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                returnSequences: try values.flag("returnSequences") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0)
        },
        LayerForm(kind: "simpleRNN", parameters: ["units", "activation"], required: 1, options: sequence) { values in
            SimpleRNN(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                returnSequences: try values.flag("returnSequences") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0)
        },
        LayerForm(kind: "masking") { _ in Masking() },
        LayerForm(kind: "repeatVector", parameters: ["count"], required: 1) { values in
            RepeatVector(try values.required("count"))
        },
    ]
}

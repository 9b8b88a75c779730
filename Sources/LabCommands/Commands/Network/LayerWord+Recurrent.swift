import NeuralEngine

extension LayerWord {
    private static let sequence = ["returnSequences", "returnState", "goBackwards", "dropout", "recurrentDropout"]
    private static let weights = [
        "bias", "kernelInitializer", "recurrentInitializer", "biasInitializer", "kernelRegularizer",
        "recurrentRegularizer", "biasRegularizer", "kernelConstraint", "recurrentConstraint", "l1", "l2", "maxNorm",
    ]

    static let recurrentForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "simpleRNN", purpose: "The plain recurrent layer over [time, features].",
            parameters: ["units", "activation"], required: 1, options: sequence + weights
        ) { values in
            SimpleRNN(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                bias: try values.flag("bias") ?? true, returnSequences: try values.flag("returnSequences") ?? false,
                returnState: try values.flag("returnState") ?? false,
                goBackwards: try values.flag("goBackwards") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                recurrentInitializer: try values.initializer("recurrentInitializer") ?? .orthogonal,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                recurrentRegularizer: try values.regularizer("recurrentRegularizer"),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                recurrentConstraint: try values.constraint("recurrentConstraint"))
        },
        WordForm(
            kind: "lstm", purpose: "Long short-term memory over [time, features].",
            parameters: ["units", "activation"],
            required: 1, options: ["recurrentActivation", "unitForgetBias"] + sequence + weights
        ) { values in
            LSTM(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                recurrentActivation: try values.activation("recurrentActivation") ?? .sigmoid,
                bias: try values.flag("bias") ?? true, returnSequences: try values.flag("returnSequences") ?? false,
                returnState: try values.flag("returnState") ?? false,
                goBackwards: try values.flag("goBackwards") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                recurrentInitializer: try values.initializer("recurrentInitializer") ?? .orthogonal,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                unitForgetBias: try values.flag("unitForgetBias") ?? true,
                kernelRegularizer: try values.kernelRegularizer(),
                recurrentRegularizer: try values.regularizer("recurrentRegularizer"),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                recurrentConstraint: try values.constraint("recurrentConstraint"))
        },
        WordForm(
            kind: "gru", purpose: "Gated recurrent units over [time, features].", parameters: ["units", "activation"],
            required: 1, options: ["recurrentActivation"] + sequence + weights
        ) { values in
            GRU(
                try values.required("units"), activation: try values.activation() ?? .tanh,
                recurrentActivation: try values.activation("recurrentActivation") ?? .sigmoid,
                bias: try values.flag("bias") ?? true, returnSequences: try values.flag("returnSequences") ?? false,
                returnState: try values.flag("returnState") ?? false,
                goBackwards: try values.flag("goBackwards") ?? false, dropout: try values.rate("dropout") ?? 0,
                recurrentDropout: try values.rate("recurrentDropout") ?? 0,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                recurrentInitializer: try values.initializer("recurrentInitializer") ?? .orthogonal,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                recurrentRegularizer: try values.regularizer("recurrentRegularizer"),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                recurrentConstraint: try values.constraint("recurrentConstraint"))
        },
        WordForm(
            kind: "masking", purpose: "Steps whose numbers are all maskValue are skipped by what follows.",
            parameters: ["maskValue"]
        ) { Masking(maskValue: Float(try $0.finite("maskValue") ?? 0)) },
    ]
}

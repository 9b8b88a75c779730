import NeuralEngine

extension LayerWord {
    static let coreForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "dense", purpose: "Every neuron sees every input: y = f(x W + b).",
            parameters: ["units", "activation"], required: 1,
            options: ["bias", "biasRegularizer"] + WordArguments.kernelOptions
        ) { values in
            Dense(
                try values.required("units"), activation: try values.activation() ?? .identity,
                bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint())
        },
        WordForm(
            kind: "activation", purpose: "An activation as a layer; its name alone does the same.",
            parameters: ["name"],
            required: 1
        ) { Activation(try $0.activation("name") ?? .identity) },
        WordForm(
            kind: "prelu", purpose: "A leaky relu whose slopes are learned.",
            options: ["alphaInitializer", "alphaRegularizer", "alphaConstraint", "sharedAxes"]
        ) { values in
            PReLU(
                alphaInitializer: try values.initializer("alphaInitializer") ?? .zeros,
                alphaRegularizer: try values.regularizer("alphaRegularizer"),
                alphaConstraint: try values.constraint("alphaConstraint"),
                sharedAxes: try values.lengths("sharedAxes") ?? [])
        },
        WordForm(
            kind: "dropout", purpose: "While training, numbers become 0 with probability rate.", parameters: ["rate"],
            required: 1
        ) { Dropout(rate: try $0.rate("rate") ?? 0) },
        WordForm(
            kind: "gaussianNoise", purpose: "While training, adds draws of this deviation.", parameters: ["deviation"],
            required: 1
        ) { GaussianNoise(deviation: try $0.notNegative("deviation") ?? 0) },
        WordForm(
            kind: "spatialDropout1D",
            purpose: "While training, whole channels of a sequence become 0 with probability rate.",
            parameters: ["rate"], required: 1
        ) { SpatialDropout1D(rate: try $0.rate("rate") ?? 0) },
        WordForm(
            kind: "spatialDropout2D",
            purpose: "While training, whole channels of pictures become 0 with probability rate.",
            parameters: ["rate"], required: 1
        ) { SpatialDropout2D(rate: try $0.rate("rate") ?? 0) },
        WordForm(
            kind: "gaussianDropout", purpose: "While training, multiplies with draws around 1.", parameters: ["rate"],
            required: 1
        ) { GaussianDropout(rate: try $0.rate("rate") ?? 0) },
        WordForm(kind: "flatten", purpose: "All axes made one: [8, 8] to [64].") { _ in Flatten() },
        WordForm(
            kind: "reshape", purpose: "The same numbers in another shape.", parameters: ["lengths"], required: 1,
            takesRest: true
        ) { Reshape(try $0.lengths("lengths") ?? []) },
        WordForm(
            kind: "permute", purpose: "Axes in another order, counted from 1: permute(2, 1).", parameters: ["axes"],
            required: 1, takesRest: true
        ) { Permute(try $0.lengths("axes") ?? []) },
        WordForm(
            kind: "repeatVector", purpose: "The same numbers at each of count steps.", parameters: ["count"],
            required: 1
        ) { RepeatVector(try $0.required("count")) },
    ]
}

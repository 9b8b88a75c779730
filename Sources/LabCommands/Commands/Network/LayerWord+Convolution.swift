import NeuralEngine

extension LayerWord {
    private static let plane: [(word: String, value: ConvolutionPadding)] = [("valid", .valid), ("same", .same)]
    private static let weights =
        ["bias", "biasRegularizer", "biasConstraint"] + WordArguments.kernelOptions

    static let convolutionForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "conv1d", purpose: "A window slides over a sequence [time, channels].",
            parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "dilationRate", "groups"] + weights
        ) { values in
            Conv1D(
                try values.required("filters"), kernelSize: try values.required("kernelSize"),
                strides: try values.count("strides") ?? 1,
                padding: try values.choice("padding", plane + [("causal", .causal)]) ?? .valid,
                dilationRate: try values.count("dilationRate") ?? 1, groups: try values.count("groups") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                biasConstraint: try values.constraint("biasConstraint"))
        },
        WordForm(
            kind: "conv2d", purpose: "A window slides over a picture [height, width, channels].",
            parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "dilationRate", "groups"] + weights
        ) { values in
            Conv2D(
                try values.required("filters"), kernelSize: try values.size("kernelSize") ?? 3,
                strides: try values.size("strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                dilationRate: try values.size("dilationRate") ?? 1, groups: try values.count("groups") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                biasConstraint: try values.constraint("biasConstraint"))
        },
        WordForm(
            kind: "conv1dTranspose", purpose: "The way back of conv1d: a longer sequence from a shorter one.",
            parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "outputPadding", "dilationRate"] + weights
        ) { values in
            Conv1DTranspose(
                try values.required("filters"), kernelSize: try values.required("kernelSize"),
                strides: try values.count("strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                outputPadding: try values.whole("outputPadding"), dilationRate: try values.count("dilationRate") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                biasConstraint: try values.constraint("biasConstraint"))
        },
        WordForm(
            kind: "conv2dTranspose", purpose: "The way back of conv2d: a larger picture from a smaller one.",
            parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "outputPadding", "dilationRate"] + weights
        ) { values in
            Conv2DTranspose(
                try values.required("filters"), kernelSize: try values.size("kernelSize") ?? 3,
                strides: try values.size("strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                outputPadding: try values.size("outputPadding", from: 0),
                dilationRate: try values.size("dilationRate") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(),
                biasRegularizer: try values.regularizer("biasRegularizer"),
                kernelConstraint: try values.kernelConstraint(),
                biasConstraint: try values.constraint("biasConstraint"))
        },
        WordForm(
            kind: "depthwiseConv2D", purpose: "A convolution of each channel by itself.",
            parameters: ["kernelSize", "activation"], required: 1,
            options: ["strides", "padding", "depthMultiplier", "dilationRate", "bias"] + WordArguments.kernelOptions
        ) { values in
            DepthwiseConv2D(
                kernelSize: try values.size("kernelSize") ?? 3, strides: try values.size("strides") ?? 1,
                padding: try values.choice("padding", plane) ?? .valid,
                depthMultiplier: try values.count("depthMultiplier") ?? 1,
                dilationRate: try values.size("dilationRate") ?? 1, activation: try values.activation() ?? .identity,
                bias: try values.flag("bias") ?? true,
                kernelInitializer: try values.initializer("kernelInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros,
                kernelRegularizer: try values.kernelRegularizer(), kernelConstraint: try values.kernelConstraint())
        },
        WordForm(
            kind: "separableConv2D", purpose: "Each channel by itself, then 1 × 1 over all: conv2d for fewer weights.",
            parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: [
                "strides", "padding", "dilationRate", "depthMultiplier", "bias", "depthwiseInitializer",
                "pointwiseInitializer", "biasInitializer",
            ]
        ) { values in
            SeparableConv2D(
                try values.required("filters"), kernelSize: try values.size("kernelSize") ?? 3,
                strides: try values.size("strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                dilationRate: try values.size("dilationRate") ?? 1,
                depthMultiplier: try values.count("depthMultiplier") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true,
                depthwiseInitializer: try values.initializer("depthwiseInitializer") ?? .glorotUniform,
                pointwiseInitializer: try values.initializer("pointwiseInitializer") ?? .glorotUniform,
                biasInitializer: try values.initializer("biasInitializer") ?? .zeros)
        },
    ]
}

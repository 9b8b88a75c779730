import NeuralEngine

/// Layers over pictures and sequences.
extension LayerCode {
    static func convolution(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        switch kind {
        case "Conv1D":
            let c = try Common(&a)
            return Conv1D(
                try a.needed(a.int(nil), "filters"), kernelSize: try a.needed(a.int("kernelSize"), "kernelSize"),
                strides: try a.int("strides") ?? 1, padding: c.padding, dilationRate: try a.int("dilationRate") ?? 1,
                groups: try a.int("groups") ?? 1, activation: c.activation, bias: c.bias,
                kernelInitializer: c.kernelInitializer, biasInitializer: c.biasInitializer,
                kernelRegularizer: c.kernelRegularizer, biasRegularizer: c.biasRegularizer,
                kernelConstraint: c.kernelConstraint, biasConstraint: c.biasConstraint)
        case "Conv1DTranspose":
            let c = try Common(&a)
            return Conv1DTranspose(
                try a.needed(a.int(nil), "filters"), kernelSize: try a.needed(a.int("kernelSize"), "kernelSize"),
                strides: try a.int("strides") ?? 1, padding: c.padding, outputPadding: try a.int("outputPadding"),
                dilationRate: try a.int("dilationRate") ?? 1, activation: c.activation, bias: c.bias,
                kernelInitializer: c.kernelInitializer, biasInitializer: c.biasInitializer,
                kernelRegularizer: c.kernelRegularizer, biasRegularizer: c.biasRegularizer,
                kernelConstraint: c.kernelConstraint, biasConstraint: c.biasConstraint)
        case "Conv2D":
            let c = try Common(&a)
            return Conv2D(
                try a.needed(a.int(nil), "filters"), kernelSize: try a.needed(a.size("kernelSize"), "kernelSize"),
                strides: try a.size("strides") ?? 1, padding: c.padding, dilationRate: try a.size("dilationRate") ?? 1,
                groups: try a.int("groups") ?? 1, activation: c.activation, bias: c.bias,
                kernelInitializer: c.kernelInitializer, biasInitializer: c.biasInitializer,
                kernelRegularizer: c.kernelRegularizer, biasRegularizer: c.biasRegularizer,
                kernelConstraint: c.kernelConstraint, biasConstraint: c.biasConstraint)
        case "Conv2DTranspose":
            let c = try Common(&a)
            return Conv2DTranspose(
                try a.needed(a.int(nil), "filters"), kernelSize: try a.needed(a.size("kernelSize"), "kernelSize"),
                strides: try a.size("strides") ?? 1, padding: c.padding, outputPadding: try a.size("outputPadding"),
                dilationRate: try a.size("dilationRate") ?? 1, activation: c.activation, bias: c.bias,
                kernelInitializer: c.kernelInitializer, biasInitializer: c.biasInitializer,
                kernelRegularizer: c.kernelRegularizer, biasRegularizer: c.biasRegularizer,
                kernelConstraint: c.kernelConstraint, biasConstraint: c.biasConstraint)
        case "DepthwiseConv2D":
            let c = try Common(&a)
            return DepthwiseConv2D(
                kernelSize: try a.needed(a.size("kernelSize"), "kernelSize"), strides: try a.size("strides") ?? 1,
                padding: c.padding, depthMultiplier: try a.int("depthMultiplier") ?? 1,
                dilationRate: try a.size("dilationRate") ?? 1, activation: c.activation, bias: c.bias,
                kernelInitializer: c.kernelInitializer, biasInitializer: c.biasInitializer,
                kernelRegularizer: c.kernelRegularizer, kernelConstraint: c.kernelConstraint)
        case "SeparableConv2D":
            let c = try Common(&a)
            return SeparableConv2D(
                try a.needed(a.int(nil), "filters"), kernelSize: try a.needed(a.size("kernelSize"), "kernelSize"),
                strides: try a.size("strides") ?? 1, padding: c.padding, dilationRate: try a.size("dilationRate") ?? 1,
                depthMultiplier: try a.int("depthMultiplier") ?? 1, activation: c.activation, bias: c.bias,
                depthwiseInitializer: try a.initializer("depthwiseInitializer") ?? .glorotUniform,
                pointwiseInitializer: try a.initializer("pointwiseInitializer") ?? .glorotUniform,
                biasInitializer: c.biasInitializer)
        default: return nil
        }
    }

    /// What all convolutions have.
    private struct Common {
        let padding: ConvolutionPadding
        let activation: ActivationFunction
        let bias: Bool
        let kernelInitializer: Initializer
        let biasInitializer: Initializer
        let kernelRegularizer: Regularizer?
        let biasRegularizer: Regularizer?
        let kernelConstraint: WeightConstraint?
        let biasConstraint: WeightConstraint?

        init(_ a: inout CodeArguments) throws {
            padding = try a.choice("padding", ConvolutionPadding.self) ?? .valid
            activation = try a.activation("activation") ?? .identity
            bias = try a.flag("bias") ?? true
            kernelInitializer = try a.initializer("kernelInitializer") ?? .glorotUniform
            biasInitializer = try a.initializer("biasInitializer") ?? .zeros
            kernelRegularizer = try a.regularizer("kernelRegularizer")
            biasRegularizer = try a.regularizer("biasRegularizer")
            kernelConstraint = try a.constraint("kernelConstraint")
            biasConstraint = try a.constraint("biasConstraint")
        }
    }

    static func pooling(_ kind: String, _ a: inout CodeArguments) throws -> (any Layer)? {
        func padding() throws -> ConvolutionPadding { try a.choice("padding", ConvolutionPadding.self) ?? .valid }
        switch kind {
        case "MaxPooling1D":
            return MaxPooling1D(
                poolSize: try a.int("poolSize") ?? 2, strides: try a.int("strides"), padding: try padding())
        case "AveragePooling1D":
            return AveragePooling1D(
                poolSize: try a.int("poolSize") ?? 2, strides: try a.int("strides"), padding: try padding())
        case "MaxPooling2D":
            return MaxPooling2D(
                poolSize: try a.size("poolSize") ?? 2, strides: try a.size("strides"), padding: try padding())
        case "AveragePooling2D":
            return AveragePooling2D(
                poolSize: try a.size("poolSize") ?? 2, strides: try a.size("strides"), padding: try padding())
        case "GlobalAveragePooling1D": return GlobalAveragePooling1D()
        case "GlobalAveragePooling2D": return GlobalAveragePooling2D()
        case "GlobalMaxPooling1D": return GlobalMaxPooling1D()
        case "GlobalMaxPooling2D": return GlobalMaxPooling2D()
        case "UpSampling1D": return UpSampling1D(size: try a.needed(a.int("size"), "size"))
        case "UpSampling2D":
            return UpSampling2D(
                size: try a.needed(a.size("size"), "size"),
                interpolation: try a.choice("interpolation", Interpolation.self) ?? .nearest)
        case "ZeroPadding1D":
            if let padding = try a.int("padding") { return ZeroPadding1D(padding: padding) }
            return ZeroPadding1D(
                before: try a.needed(a.int("before"), "before"), after: try a.needed(a.int("after"), "after"))
        case "Cropping1D":
            if let cropping = try a.int("cropping") { return Cropping1D(cropping: cropping) }
            return Cropping1D(
                before: try a.needed(a.int("before"), "before"), after: try a.needed(a.int("after"), "after"))
        case "ZeroPadding2D":
            if let padding = try a.size("padding") { return ZeroPadding2D(padding: padding) }
            return ZeroPadding2D(
                top: try a.needed(a.int("top"), "top"), bottom: try a.needed(a.int("bottom"), "bottom"),
                left: try a.needed(a.int("left"), "left"), right: try a.needed(a.int("right"), "right"))
        case "Cropping2D":
            if let cropping = try a.size("cropping") { return Cropping2D(cropping: cropping) }
            return Cropping2D(
                top: try a.needed(a.int("top"), "top"), bottom: try a.needed(a.int("bottom"), "bottom"),
                left: try a.needed(a.int("left"), "left"), right: try a.needed(a.int("right"), "right"))
        default: return nil
        }
    }
}

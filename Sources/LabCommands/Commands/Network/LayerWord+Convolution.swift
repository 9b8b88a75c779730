import NeuralEngine

extension LayerWord {
    static let convolutionForms: [LayerForm] = [
        LayerForm(
            kind: "conv2d", parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "dilation", "groups", "bias"]
        ) { values in
            Conv2D(
                try values.required("filters"), kernelSize: try size(values, "kernelSize") ?? 3,
                strides: try size(values, "strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                dilationRate: try size(values, "dilation") ?? 1, groups: try values.count("groups") ?? 1,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true)
        },
        LayerForm(
            kind: "conv1d", parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "dilation", "bias"]
        ) { values in
            Conv1D(
                try values.required("filters"), kernelSize: try values.required("kernelSize"),
                strides: try values.count("strides") ?? 1,
                padding: try values.choice("padding", plane + [("causal", .causal)]) ?? .valid,
                dilationRate: try values.count("dilation") ?? 1, activation: try values.activation() ?? .identity,
                bias: try values.flag("bias") ?? true)
        },
        LayerForm(
            kind: "conv2dTranspose", parameters: ["filters", "kernelSize", "activation"], required: 2,
            options: ["strides", "padding", "bias"]
        ) { values in
            Conv2DTranspose(
                try values.required("filters"), kernelSize: try size(values, "kernelSize") ?? 3,
                strides: try size(values, "strides") ?? 1, padding: try values.choice("padding", plane) ?? .valid,
                activation: try values.activation() ?? .identity, bias: try values.flag("bias") ?? true)
        },
        LayerForm(kind: "maxPooling2D", parameters: ["size"], options: ["strides", "padding"]) { values in
            MaxPooling2D(
                poolSize: try size(values, "size") ?? 2, strides: try size(values, "strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        LayerForm(kind: "averagePooling2D", parameters: ["size"], options: ["strides", "padding"]) { values in
            AveragePooling2D(
                poolSize: try size(values, "size") ?? 2, strides: try size(values, "strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        LayerForm(kind: "maxPooling1D", parameters: ["size"], options: ["strides"]) { values in
            MaxPooling1D(poolSize: try values.count("size") ?? 2, strides: try values.count("strides"))
        },
        LayerForm(kind: "averagePooling1D", parameters: ["size"], options: ["strides"]) { values in
            AveragePooling1D(poolSize: try values.count("size") ?? 2, strides: try values.count("strides"))
        },
        LayerForm(kind: "globalAveragePooling2D") { _ in GlobalAveragePooling2D() },
        LayerForm(kind: "globalMaxPooling2D") { _ in GlobalMaxPooling2D() },
        LayerForm(kind: "globalAveragePooling1D") { _ in GlobalAveragePooling1D() },
        LayerForm(kind: "globalMaxPooling1D") { _ in GlobalMaxPooling1D() },
        LayerForm(kind: "upSampling2D", parameters: ["size"], options: ["interpolation"]) { values in
            UpSampling2D(
                size: try size(values, "size") ?? 2,
                interpolation: try values.choice(
                    "interpolation", [("nearest", .nearest), ("bilinear", .bilinear)]) ?? .nearest)
        },
        LayerForm(kind: "zeroPadding2D", parameters: ["padding"]) { values in
            ZeroPadding2D(padding: try size(values, "padding") ?? 1)
        },
    ]

    private static let plane: [(word: String, value: ConvolutionPadding)] = [("valid", .valid), ("same", .same)]

    private static func size(_ values: LayerArguments, _ name: String) throws -> Size2D? {
        guard let lengths = try values.lengths(name) else { return nil }
        guard lengths.count <= 2 else {
            throw LabError(
                "\(values.word): \(name) has \(lengths.count) lengths; expected one or two, such as 3 or [3, 5].")
        }
        return Size2D(height: lengths[0], width: lengths[lengths.count - 1])
    }
}

import NeuralEngine

/// What PyTorch calls the arrays of each kind of layer, and how it lays them out.
enum PyTorchLayout {
    /// The groups of a layer, without the layer's own name in front.
    static func groups(of layer: any Layer, _ parameters: [NamedParameter]) -> [WeightGroup] {
        func part(_ name: String) -> [NamedParameter] { parameters.compactMap { $0.within(name) } }
        switch layer {
        case let layer as any WrappingLayer: return groups(of: layer.layer, parameters)
        case let layer as TimeDistributed: return groups(of: layer.layer, parameters)
        case let layer as any RecurrentLayer: return recurrent(layer, parameters, suffix: "")
        case let layer as Bidirectional:
            return recurrent(layer.layer, part("forward"), suffix: "")
                + recurrent(layer.layer, part("backward"), suffix: "_reverse")
        case is MultiHeadAttention: return attention(parameters)
        case is TransformerBlock:
            return attention(part("attention")).map { $0.prefixed("self_attn.") }
                + part("intermediate").map { plain($0).prefixed("linear1.") }
                + part("output").map { plain($0).prefixed("linear2.") }
                + part("attentionNormalization").map { plain($0).prefixed("norm1.") }
                + part("feedForwardNormalization").map { plain($0).prefixed("norm2.") }
        case is TokenAndPositionEmbedding:
            return part("token").map { plain($0).prefixed("token.") }
                + part("position").map { plain($0).prefixed("position.") }
        case let layer as Residual:
            let inner = layer.layers.enumerated().flatMap { index, layer in
                groups(of: layer, part(String(index))).map { $0.prefixed("\(index).") }
            }
            guard let shortcut = layer.shortcut else { return inner }
            return inner + groups(of: shortcut, part("shortcut")).map { $0.prefixed("shortcut.") }
        case is DepthwiseConv2D:
            return parameters.map { $0.name == "kernel" ? depthwise($0, "weight") : plain($0) }
        case is SeparableConv2D:
            return parameters.map { parameter in
                switch parameter.name {
                case "depthwiseKernel": depthwise(parameter, "depthwise.weight")
                case "pointwiseKernel": .permuted(parameter, "pointwise.weight", axes: [3, 2, 0, 1])
                default: .same(parameter, "pointwise.bias")
                }
            }
        default: return parameters.map(plain)
        }
    }

    /// What most layers have. Kernels of dense layers are transposed; those of convolutions, transposed or not, have the two axes of
    /// channels in front, in the other order.
    private static func plain(_ parameter: NamedParameter) -> WeightGroup {
        switch (parameter.name, parameter.shape.count) {
        case ("kernel", 2): .permuted(parameter, "weight", axes: [1, 0])
        case ("kernel", 3): .permuted(parameter, "weight", axes: [2, 1, 0])
        case ("kernel", 4): .permuted(parameter, "weight", axes: [3, 2, 0, 1])
        case ("gamma", _), ("embeddings", _): .same(parameter, "weight")
        case ("beta", _), ("bias", _): .same(parameter, "bias")
        case ("movingMean", _): .same(parameter, "running_mean")
        case ("movingVariance", _): .same(parameter, "running_var")
        // One slope a channel is a row there.
        case ("alpha", _):
            .same(
                parameter, "weight",
                shape: parameter.shape.filter { $0 > 1 }.count <= 1 ? [parameter.shape.reduce(1, *)] : nil)
        default: .same(parameter, parameter.name)
        }
    }

    /// `[height, width, channels, multiplier]`: there a convolution in as many groups as channels.
    private static func depthwise(_ parameter: NamedParameter, _ name: String) -> WeightGroup {
        let shape = parameter.shape
        return .permuted(
            parameter, name, axes: [2, 3, 0, 1], shape: [shape[2] * shape[3], 1, shape[0], shape[1]])
    }

    private static func recurrent(
        _ layer: any RecurrentLayer, _ parameters: [NamedParameter], suffix: String
    ) -> [WeightGroup] {
        // PyTorch's GRU has its gates in the order r, z, n; ours, Keras's, is z, r, n. The other cells agree.
        let order = layer is GRU ? [1, 0, 2] : nil
        func reordered(_ rows: [Float]) -> [Float] {
            guard let order else { return rows }
            let block = rows.count / 3
            return order.flatMap { rows[($0 * block)..<(($0 + 1) * block)] }
        }
        func kernel(_ parameter: NamedParameter, _ name: String) -> WeightGroup {
            let plain = WeightGroup.permuted(parameter, name + suffix, axes: [1, 0])
            return WeightGroup(
                parameters: plain.parameters, arrays: plain.arrays,
                encode: { [reordered(plain.encode($0)[0])] },
                decode: { plain.decode([reordered($0[0])]) })
        }
        return parameters.map { parameter in
            switch parameter.name {
            case "kernel": return kernel(parameter, "weight_ih_l0")
            case "recurrentKernel": return kernel(parameter, "weight_hh_l0")
            default:
                let columns = parameter.shape.last ?? 0
                let arrays = [("bias_ih_l0" + suffix, [columns]), ("bias_hh_l0" + suffix, [columns])]
                guard layer is GRU else {
                    // The two there are added up; all of ours goes into the first.
                    return WeightGroup(
                        parameters: [parameter.index], arrays: arrays,
                        encode: { [$0[0], [Float](repeating: 0, count: columns)] },
                        decode: { [zip($0[0], $0[1]).map { $0 + $1 }] })
                }
                return WeightGroup(
                    parameters: [parameter.index], arrays: arrays,
                    encode: { both in
                        [Array(both[0][..<columns]), Array(both[0][columns...])].map { reordered($0) }
                    },
                    decode: { [reordered($0[0]) + reordered($0[1])] })
            }
        }
    }

    private static func attention(_ parameters: [NamedParameter]) -> [WeightGroup] {
        let output = parameters.compactMap { parameter -> WeightGroup? in
            switch parameter.name {
            case "outputKernel": .permuted(parameter, "out_proj.weight", axes: [1, 0])
            case "outputBias": .same(parameter, "out_proj.bias")
            case "kernel": .permuted(parameter, "in_proj_weight", axes: [1, 0])
            case "bias": .same(parameter, "in_proj_bias")
            default: nil
            }
        }
        let kernels = ["query", "key", "value"].compactMap { part in parameters.first { $0.name == part + "Kernel" } }
        let biases = ["query", "key", "value"].compactMap { part in parameters.first { $0.name == part + "Bias" } }
        guard kernels.count == 3 else { return output }
        let rows = kernels[0].shape[0]
        let isOne = kernels.allSatisfy { $0.shape == [rows, rows] }
        let separate = zip(kernels, ["q", "k", "v"]).map {
            WeightGroup.permuted($0, "\($1)_proj_weight", axes: [1, 0])
        }
        let inputs =
            isOne
            ? [joined(separate, "in_proj_weight", shape: [3 * rows, rows])] : separate
        guard biases.count == 3 else { return inputs + output }
        let bias = joined(
            biases.map { .same($0, "") }, "in_proj_bias", shape: [biases.reduce(0) { $0 + $1.shape[0] }])
        return inputs + [bias] + output
    }

    /// Several groups of one array each, one behind the other in one.
    private static func joined(_ groups: [WeightGroup], _ name: String, shape: [Int]) -> WeightGroup {
        let counts = groups.map { $0.arrays[0].shape.reduce(1, *) }
        return WeightGroup(
            parameters: groups.flatMap(\.parameters), arrays: [(name, shape)],
            encode: { numbers in [zip(groups, numbers).flatMap { $0.encode([$1])[0] }] },
            decode: { arrays in
                var rest = arrays[0][...]
                return zip(groups, counts).map { group, count in
                    defer { rest = rest.dropFirst(count) }
                    return group.decode([Array(rest.prefix(count))])[0]
                }
            })
    }
}

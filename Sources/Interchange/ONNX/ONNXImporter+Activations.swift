import NeuralEngine

extension ONNXImporter {
    /// The activation that a node of one input is; nil when it is none.
    func activation(_ node: ONNXFile.Node) throws -> ActivationFunction? {
        func number(_ name: String, _ usual: Float) -> Float { node.attributes[name]?.float ?? usual }
        switch node.kind {
        case "Relu": return .relu
        case "Tanh": return .tanh
        case "Sigmoid": return .sigmoid
        case "Softplus": return .softplus
        case "Softsign": return .softsign
        case "Exp": return .exponential
        case "HardSwish": return .hardSilu
        case "Mish": return .mish
        case "LeakyRelu": return .leakyRelu(negativeSlope: number("alpha", 0.01))
        case "Elu": return .elu(alpha: number("alpha", 1))
        case "Celu": return .celu(alpha: number("alpha", 1))
        case "Gelu": return .gelu(approximate: node.attributes["approximate"]?.text == "tanh")
        case "Selu":
            guard abs(number("alpha", 1.6732632) - 1.6732632) < 1e-5, abs(number("gamma", 1.050701) - 1.050701) < 1e-5
            else {
                throw Unsupported(text: "Selu with numbers of its own")
            }
            return .selu
        case "HardSigmoid":
            guard abs(number("alpha", 0.2) - 1 / 6) < 1e-5, number("beta", 0.5) == 0.5 else {
                throw Unsupported(text: "HardSigmoid with another slope than 1/6")
            }
            return .hardSigmoid
        case "Shrink":
            let (limit, bias) = (number("lambd", 0.5), number("bias", 0))
            guard bias == 0 || bias == limit else { throw Unsupported(text: "Shrink with numbers of its own") }
            return bias == 0 ? .hardShrink(threshold: limit) : .softShrink(threshold: limit)
        case "Softmax", "LogSoftmax":
            let place = try place(input(node))
            let axis = node.attributes["axis"]?.int ?? -1
            let last = place.isChannelsLast ? 1 : place.shape.count
            guard axis == last || (axis == -1 && !place.isChannelsLast) else {
                throw Unsupported(text: "\(node.kind) along axis \(axis) of \(place.shape)")
            }
            return node.kind == "Softmax" ? .softmax : .logSoftmax
        case "Clip": return try clip(node)
        default: return nil
        }
    }

    private func clip(_ node: ONNXFile.Node) throws -> ActivationFunction {
        func limit(_ index: Int, _ name: String) -> Float? {
            node.attributes[name]?.float
                ?? constant(node.inputs.count > index ? node.inputs[index] : nil)?.scalars.first
        }
        switch (limit(1, "min"), limit(2, "max")) {
        case (0, 6): return .relu6
        case (-1, 1): return .hardTanh
        case (0, nil): return .relu
        case (0, let most?) where most > 0: return .relu(maxValue: most)
        default: throw Unsupported(text: "Clip between other limits than 0 and more, or -1 and 1")
        }
    }

    /// A product that is an activation: x · sigmoid(x), x · tanh(softplus(x)), ½ x (1 + erf(x / √2)).
    func gate(_ node: ONNXFile.Node) throws -> (function: ActivationFunction, input: String)? {
        guard node.inputs.count == 2 else { return nil }
        for (x, factor) in [(node.inputs[0], node.inputs[1]), (node.inputs[1], node.inputs[0])] {
            // PyTorch's order: (x · (erf(x / √2) + 1)) · ½.
            if constant(factor)?.scalars == [0.5], let product = makers[x], product.kind == "Mul",
                let source = product.inputs.first, let sum = makers[product.inputs.last ?? ""], sum.kind == "Add",
                constant(sum.inputs.last)?.scalars == [1], let bend = makers[sum.inputs.first ?? ""],
                bend.kind == "Erf", let scaled = makers[bend.inputs.first ?? ""], scaled.kind == "Div",
                scaled.inputs.first == source
            {
                return (.gelu, source)
            }
            guard let maker = makers[factor] else { continue }
            switch maker.kind {
            case "Sigmoid" where maker.inputs.first == x: return (.silu, x)
            case "Tanh":
                if let inner = makers[maker.inputs.first ?? ""], inner.kind == "Softplus", inner.inputs.first == x {
                    return (.mish, x)
                }
            case "Add":
                // (½ x) · (erf(x / √2) + 1), or with the tanh of the approximation.
                guard constant(maker.inputs.last)?.scalars == [1], let bend = makers[maker.inputs.first ?? ""],
                    let half = makers[x], half.kind == "Mul", constant(half.inputs.last)?.scalars == [0.5],
                    let source = half.inputs.first, let scaled = makers[bend.inputs.first ?? ""], scaled.kind == "Mul"
                else { continue }
                if bend.kind == "Erf", scaled.inputs.first == source { return (.gelu, source) }
                if bend.kind == "Tanh", let sum = makers[scaled.inputs.first ?? ""], sum.inputs.first == source {
                    return (.gelu(approximate: true), source)
                }
            default: continue
            }
        }
        return nil
    }
}

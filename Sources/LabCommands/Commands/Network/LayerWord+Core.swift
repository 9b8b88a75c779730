import NeuralEngine

extension LayerWord {
    static let coreForms: [LayerForm] = [
        LayerForm(
            kind: "dense", parameters: ["units", "activation"], required: 1, options: ["bias", "l1", "l2", "maxNorm"]
        ) { values in
            let l1 = try values.positive("l1").map(Float.init)
            let l2 = try values.positive("l2").map(Float.init)
            let regularizer: Regularizer? =
                switch (l1, l2) {
                case (let l1?, let l2?): .l1l2(l1: l1, l2: l2)
                case (let l1?, nil): .l1(l1)
                case (nil, let l2?): .l2(l2)
                case (nil, nil): nil
                }
            return Dense(
                try values.required("units"), activation: try values.activation() ?? .identity,
                bias: try values.flag("bias") ?? true, kernelRegularizer: regularizer,
                kernelConstraint: try values.positive("maxNorm").map { .maxNorm(Float($0)) })
        },
        LayerForm(kind: "activation", parameters: ["name"], required: 1) { values in
            Activation(try values.activation("name") ?? .identity)
        },
        LayerForm(kind: "dropout", parameters: ["rate"], required: 1) { values in
            Dropout(rate: try values.rate("rate") ?? 0)
        },
        LayerForm(kind: "gaussianNoise", parameters: ["deviation"], required: 1) { values in
            GaussianNoise(deviation: try values.positive("deviation") ?? 1)
        },
        LayerForm(kind: "flatten") { _ in Flatten() },
        LayerForm(kind: "reshape", parameters: ["first", "second", "third", "fourth"], required: 1) { values in
            let lengths = try ["first", "second", "third", "fourth"].flatMap { try values.lengths($0) ?? [] }
            return Reshape(lengths)
        },
        LayerForm(kind: "batchNormalization", options: ["momentum", "epsilon"]) { values in
            BatchNormalization(
                momentum: try values.rate("momentum").map(Float.init) ?? 0.99,
                epsilon: try values.positive("epsilon").map(Float.init) ?? 1e-3)
        },
        LayerForm(kind: "layerNormalization", options: ["epsilon"]) { values in
            LayerNormalization(epsilon: try values.positive("epsilon") ?? 1e-3)
        },
    ]
}

import NeuralEngine

extension LayerWord {
    private static let affine = ["epsilon", "center", "scale"]

    static let normalizationForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "batchNormalization", purpose: "Each channel brought to mean 0 and variance 1 over the batch.",
            options: ["momentum"] + affine + ["betaInitializer", "gammaInitializer"]
        ) { values in
            let momentum = try values.number("momentum", "a number from 0 to 1, such as 0.9") { $0 >= 0 && $0 <= 1 }
            return BatchNormalization(
                momentum: Float(momentum ?? 0.99), epsilon: Float(try values.positive("epsilon") ?? 1e-3),
                center: try values.flag("center") ?? true, scale: try values.flag("scale") ?? true,
                betaInitializer: try values.initializer("betaInitializer") ?? .zeros,
                gammaInitializer: try values.initializer("gammaInitializer") ?? .ones)
        },
        WordForm(
            kind: "layerNormalization", purpose: "Each row brought to mean 0 and variance 1.", options: affine
        ) { values in
            LayerNormalization(
                epsilon: try values.positive("epsilon") ?? 1e-3, center: try values.flag("center") ?? true,
                scale: try values.flag("scale") ?? true)
        },
        WordForm(
            kind: "groupNormalization", purpose: "Groups of channels brought to mean 0 and variance 1 in each sample.",
            parameters: ["groups"], options: affine
        ) { values in
            GroupNormalization(
                groups: try values.count("groups") ?? 32, epsilon: try values.positive("epsilon") ?? 1e-3,
                center: try values.flag("center") ?? true, scale: try values.flag("scale") ?? true)
        },
        WordForm(
            kind: "rmsNormalization", purpose: "Each row divided by the root of its mean square.", options: ["epsilon"]
        ) { RMSNormalization(epsilon: try $0.positive("epsilon") ?? 1e-6) },
    ]
}

import NeuralEngine

/// A network around one kind of layer, for gradients through it.
struct NetworkCase: Sendable, CustomStringConvertible {
    let description: String
    let inputShape: [Int]
    let layers: @Sendable () -> [any Layer]

    init(_ name: String, _ inputShape: [Int], @LayerBuilder layers: @escaping @Sendable () -> [any Layer]) {
        description = name
        self.inputShape = inputShape
        self.layers = layers
    }

    /// With weights away from those that layers begin with: biases of 0, scales of 1.
    func model(after first: [any Layer] = []) throws -> Model {
        let model = try Sequential(inputShape: inputShape, layers: first + layers(), seed: 3)
        let own = try Sequential(inputShape: inputShape, layers: layers(), seed: 3)
        let moved = try own.weights.enumerated().map { index, weight in
            try weight + Tensor.uniform(weight.shape, in: 0.05..<0.3, seed: UInt64(index))
        }
        try model.setWeights(model.weights.dropLast(moved.count) + moved)
        return model
    }

    func batch(_ rows: Int, of model: Model) throws -> (x: Tensor, t: Tensor) {
        (
            try Tensor.normal([rows] + inputShape, seed: 4), try Tensor.normal([rows] + model.outputShape, seed: 5)
        )
    }

    static let all = [
        NetworkCase("Dense", [6]) {
            Dense(7, activation: .tanh)
            Dense(3)
        },
        NetworkCase("activations", [6]) {
            Dense(8, activation: .gelu)
            Activation(.glu)
            Activation(.softmax)
        },
        NetworkCase("no parameters in front", [3, 4]) {
            Activation(.silu)
            Flatten()
            RepeatVector(2)
            Permute([2, 1])
            Dense(3)
        },
        NetworkCase("Conv2D with pooling", [7, 6, 2]) {
            Conv2D(5, kernelSize: 3, activation: .relu)
            MaxPooling2D()
        },
        NetworkCase("Conv2D", [7, 6, 2]) {
            Conv2D(4, kernelSize: 3, strides: 2, padding: .same, activation: .softplus)
            GlobalAveragePooling2D()
        },
        NetworkCase("Conv2DTranspose", [4, 4, 3]) { Conv2DTranspose(2, kernelSize: 3, strides: 2) },
        NetworkCase("DepthwiseConv2D", [6, 6, 3]) { DepthwiseConv2D(kernelSize: 3, depthMultiplier: 2) },
        NetworkCase("SeparableConv2D", [6, 6, 3]) {
            SeparableConv2D(4, kernelSize: 3)
            AveragePooling2D()
        },
        NetworkCase("pictures", [4, 4, 2]) {
            ZeroPadding2D(padding: 1)
            UpSampling2D(size: 2, interpolation: .bilinear)
            Cropping2D(cropping: 2)
            Dense(3)
            GlobalMaxPooling2D()
        },
        NetworkCase("Conv1D", [8, 3]) {
            Conv1D(4, kernelSize: 3, activation: .relu)
            MaxPooling1D()
        },
        NetworkCase("BatchNormalization", [5, 3]) { BatchNormalization() },
        NetworkCase("LayerNormalization", [5, 4]) { LayerNormalization() },
        NetworkCase("RMSNormalization", [5, 4]) { RMSNormalization() },
        NetworkCase("GroupNormalization", [5, 4]) { GroupNormalization(groups: 2) },
        NetworkCase("PReLU", [3, 4]) { PReLU(sharedAxes: [1]) },
        NetworkCase("LSTM", [5, 3]) { LSTM(4, returnSequences: true) },
        NetworkCase("GRU", [5, 3]) { GRU(4) },
        NetworkCase("SimpleRNN", [5, 3]) { SimpleRNN(4) },
        NetworkCase("Bidirectional", [5, 3]) { Bidirectional(LSTM(3)) },
        NetworkCase("Masking", [5, 3]) {
            Masking()
            LSTM(4)
        },
        NetworkCase("MultiHeadAttention", [5, 6]) { MultiHeadAttention(numHeads: 2, keyDim: 3, isCausal: true) },
        NetworkCase("TransformerBlock", [5, 6]) {
            SinusoidalPositionalEncoding()
            TransformerBlock(numHeads: 2, intermediateDim: 8)
            TransformerBlock(numHeads: 2, intermediateDim: 8, normalizeFirst: true)
        },
        NetworkCase("TimeDistributed", [3, 4]) { TimeDistributed(Dense(2, activation: .tanh)) },
        NetworkCase("Residual", [6]) {
            Residual {
                Dense(4, activation: .relu)
                Dense(6)
            }
            Residual(shortcut: Dense(3)) { Dense(3, activation: .tanh) }
        },
        NetworkCase("Frozen", [6]) {
            Dense(5, activation: .tanh)
            Frozen(Dense(4, activation: .tanh))
            Frozen(BatchNormalization())
            Dense(3)
        },
        NetworkCase("Frozen sequences", [5, 4]) {
            Frozen(LSTM(4, returnSequences: true))
            Dense(4)
            Frozen(TransformerBlock(numHeads: 2, intermediateDim: 8))
            Frozen(PReLU())
            Frozen(GRU(3))
        },
        NetworkCase("Frozen pictures", [6, 6, 2]) {
            Conv2D(3, kernelSize: 3)
            Frozen(Conv2D(4, kernelSize: 2, activation: .tanh))
            Frozen(Conv2DTranspose(2, kernelSize: 2))
            Frozen(GroupNormalization(groups: 2))
        },
    ]
}

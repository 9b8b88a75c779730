import NeuralEngine
import Testing

/// Every mistake with embeddings, normalisations and attention is an error that names it.
@Suite("Errors of transformers")
struct AttentionErrorTests {
    private static func model(_ shape: [Int], _ layers: any Layer...) throws {
        _ = try Sequential(inputShape: shape, layers: layers)
    }

    private static let words: @Sendable (Float) throws -> Void = { index in
        let model = try Sequential(inputShape: [3]) {
            Embedding(inputDim: 5, outputDim: 2)
            Flatten()
            Dense(1)
        }
        let x = try Tensor(shape: [2, 3], scalars: [0, 1, 2, 3, index, 4])
        let data = try Dataset(name: "words", features: x, targets: Tensor(shape: [2, 1], scalars: [0, 1]))
        try model.fit(data, loss: .meanSquaredError, epochs: 1)
    }

    static let bad: [BadCall] = [
        BadCall("Embedding", "0 to 4", "row 1", "5", "step 1") { try words(5) },
        BadCall("Embedding", "row 1", "-1") { try words(-1) },
        BadCall("Embedding", "row 1", "1.5") { try words(1.5) },
        BadCall("Embedding", "row 1", "1e+20") { try words(1e20) },
        BadCall("Embedding", "row 0", "9", "step 2") {
            let model = try Sequential(inputShape: [3]) { Embedding(inputDim: 5, outputDim: 2) }
            _ = try model.predict(Tensor(shape: [1, 3], scalars: [0, 1, 9]))
        },
        BadCall("row 0", "nan") {
            let model = try Sequential(inputShape: [2]) {
                Reshape([1, 2])
                Embedding(inputDim: 5, outputDim: 2)
            }
            _ = try model.predict(Tensor(shape: [1, 2], scalars: [.nan, 1]))
        },
        BadCall("inputDim 0", "Layer 0 (Embedding)") { try model([3], Embedding(inputDim: 0, outputDim: 2)) },
        BadCall("outputDim -1") { try model([3], Embedding(inputDim: 4, outputDim: -1)) },
        BadCall("16777216") { try model([3], Embedding(inputDim: 1 << 25, outputDim: 1)) },
        BadCall("[batch, 4, 4]", "[batch, time]") {
            try model([4, 4], TokenAndPositionEmbedding(vocabularySize: 9, sequenceLength: 4, embeddingDim: 2))
        },
        BadCall("up to 3 steps", "[batch, 4, 2]") { try model([4, 2], PositionalEmbedding(sequenceLength: 3)) },
        BadCall("[batch, time, features]", "[batch, 4]") { try model([4], PositionalEmbedding()) },
        BadCall("maxWavelength is 0") { try model([4, 2], SinusoidalPositionalEncoding(maxWavelength: 0)) },
        BadCall("epsilon", "-1") { try model([4], LayerNormalization(epsilon: -1)) },
        BadCall("epsilon", "0") { try model([4], RMSNormalization(epsilon: 0)) },
        BadCall("epsilon", "nan") { try model([4, 4], GroupNormalization(groups: 2, epsilon: .nan)) },
        BadCall("[batch, 4, 6]", "4 equal groups", "divisor of 6") {
            try model([4, 6], GroupNormalization(groups: 4))
        },
        BadCall("1 group or more", "0") { try model([4, 6], GroupNormalization(groups: 0)) },
        BadCall("numHeads 0", "keyDim 2") { try model([4, 6], MultiHeadAttention(numHeads: 0, keyDim: 2)) },
        BadCall("valueDim 0") { try model([4, 6], MultiHeadAttention(numHeads: 1, keyDim: 2, valueDim: 0)) },
        BadCall("probability", "1.0") { try model([4, 6], MultiHeadAttention(numHeads: 1, keyDim: 2, dropout: 1)) },
        BadCall("[batch, 6]", "[batch, time, features]") { try model([6], MultiHeadAttention(numHeads: 1, keyDim: 2)) },
        BadCall("[batch, 5, 2]", "[batch, 4, 2]", "different numbers of steps") {
            let nodes = [Input(shape: [3, 2]), Input(shape: [5, 2]), Input(shape: [4, 2])]
            _ = try Model(inputs: nodes, outputs: [MultiHeadAttention(numHeads: 1, keyDim: 2)(nodes)])
        },
        BadCall("4 inputs were given") {
            let node = Input(shape: [3, 2])
            let attention = MultiHeadAttention(numHeads: 1, keyDim: 2)
            _ = try Model(inputs: [node], outputs: [attention(node, node, node, node)])
        },
        BadCall("6 features", "numHeads is 4") {
            try model([4, 6], TransformerBlock(numHeads: 4, intermediateDim: 8))
        },
        BadCall("intermediateDim", "0") { try model([4, 6], TransformerBlock(numHeads: 2, intermediateDim: 0)) },
        BadCall("epsilon") {
            try model([4, 6], TransformerBlock(numHeads: 2, intermediateDim: 3, layerNormEpsilon: 0))
        },
        BadCall("0 attentions", "no attention 0") {
            let model = try Sequential(inputShape: [2]) { Dense(1) }
            _ = try model.attentionWeights(Tensor(shape: [1, 2], scalars: [1, 2]))
        },
    ]

    @Test(arguments: bad)
    func isNamed(call: BadCall) {
        #expect(call.missing == [])
    }

    /// Where a network computes indices itself, a bad one gives a row of NaN, and no memory outside of the table is read.
    @Test func computedIndices() throws {
        let model = try Sequential(inputShape: [2]) {
            Activation(.relu)
            Embedding(inputDim: 3, outputDim: 1, embeddingsInitializer: .ones)
        }
        let y = try model.predict(Tensor(shape: [2, 2], scalars: [-4, 2, 3, 1e30])).scalars
        #expect(y[0] == 1 && y[1] == 1 && y[2].isNaN && y[3].isNaN)
    }

    @Test func dataThatAreNoIndicesLeaveTheWeightsAlone() throws {
        let model = try Sequential(inputShape: [1]) {
            Embedding(inputDim: 2, outputDim: 1)
            Flatten()
        }
        let before = model.weights
        let data = try Dataset(
            name: "bad", features: Tensor(shape: [2, 1], scalars: [0, 2]),
            targets: Tensor(shape: [2, 1], scalars: [1, 1]))
        #expect(engineError { try model.fit(data, loss: .meanSquaredError, epochs: 1) }?.code == .invalidData)
        #expect(model.weights == before)
    }
}

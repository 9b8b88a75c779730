import NeuralEngine
import Testing

/// Sizes beyond all sense, for every argument that is one: an error that prints the number or the size, never a trap on an
/// overflow.
@Suite("Sizes that make no sense")
struct SizeLimitTests {
    struct Argument: Sendable, CustomStringConvertible {
        let name: String
        let shape: [Int]
        /// Whether 0 means something.
        var takesZero = false
        let layer: @Sendable (Int) -> any Layer
        var description: String { name }
    }

    static let arguments: [Argument] = [
        Argument(name: "Dense units", shape: [3]) { Dense($0) },
        Argument(name: "RepeatVector count", shape: [3]) { RepeatVector($0) },
        Argument(name: "Reshape", shape: [3]) { Reshape([$0]) },
        Argument(name: "Permute axis", shape: [3, 2]) { Permute([$0, 1]) },
        Argument(name: "PReLU axis", shape: [3, 2]) { PReLU(sharedAxes: [$0]) },
        Argument(name: "GroupNormalization groups", shape: [4]) { GroupNormalization(groups: $0) },
        Argument(name: "Embedding inputDim", shape: [3]) { Embedding(inputDim: $0, outputDim: 2) },
        Argument(name: "Embedding outputDim", shape: [3]) { Embedding(inputDim: 2, outputDim: $0) },
        Argument(name: "TokenAndPosition vocabularySize", shape: [3]) {
            TokenAndPositionEmbedding(vocabularySize: $0, sequenceLength: 3, embeddingDim: 2)
        },
        Argument(name: "TokenAndPosition sequenceLength", shape: [3]) {
            TokenAndPositionEmbedding(vocabularySize: 3, sequenceLength: $0, embeddingDim: 2)
        },
        Argument(name: "TokenAndPosition embeddingDim", shape: [3]) {
            TokenAndPositionEmbedding(vocabularySize: 3, sequenceLength: 3, embeddingDim: $0)
        },
        Argument(name: "PositionalEmbedding sequenceLength", shape: [3, 2]) { PositionalEmbedding(sequenceLength: $0) },
        Argument(name: "attention numHeads", shape: [3, 2]) { MultiHeadAttention(numHeads: $0, keyDim: 2) },
        Argument(name: "attention keyDim", shape: [3, 2]) { MultiHeadAttention(numHeads: 2, keyDim: $0) },
        Argument(name: "attention valueDim", shape: [3, 2]) {
            MultiHeadAttention(numHeads: 2, keyDim: 1, valueDim: $0)
        },
        Argument(name: "block numHeads", shape: [3, 2]) { TransformerBlock(numHeads: $0, intermediateDim: 3) },
        Argument(name: "block intermediateDim", shape: [3, 2]) { TransformerBlock(numHeads: 1, intermediateDim: $0) },
        Argument(name: "SimpleRNN units", shape: [3, 2]) { SimpleRNN($0) },
        Argument(name: "LSTM units", shape: [3, 2]) { LSTM($0) },
        Argument(name: "GRU units", shape: [3, 2]) { GRU($0) },
        Argument(name: "Bidirectional units", shape: [3, 2]) { Bidirectional(LSTM($0)) },
        Argument(name: "Conv1D filters", shape: [5, 2]) { Conv1D($0, kernelSize: 2) },
        Argument(name: "Conv1D kernelSize", shape: [5, 2]) { Conv1D(2, kernelSize: $0, padding: .same) },
        Argument(name: "Conv1D causal kernelSize", shape: [5, 2]) { Conv1D(2, kernelSize: $0, padding: .causal) },
        Argument(name: "Conv1D strides", shape: [5, 2]) { Conv1D(2, kernelSize: 2, strides: $0) },
        Argument(name: "Conv1D dilationRate", shape: [5, 2]) {
            Conv1D(2, kernelSize: 2, padding: .same, dilationRate: $0)
        },
        Argument(name: "Conv1D groups", shape: [5, 2]) { Conv1D(2, kernelSize: 2, groups: $0) },
        Argument(name: "Conv2D filters", shape: [5, 5, 2]) { Conv2D($0, kernelSize: 2) },
        Argument(name: "Conv2D kernelSize", shape: [5, 5, 2]) { Conv2D(2, kernelSize: Size2D($0), padding: .same) },
        Argument(name: "Conv2D valid kernelSize", shape: [5, 5, 2]) { Conv2D(2, kernelSize: Size2D($0)) },
        Argument(name: "Conv2D strides", shape: [5, 5, 2]) { Conv2D(2, kernelSize: 2, strides: Size2D($0)) },
        Argument(name: "Conv2D dilationRate", shape: [5, 5, 2]) {
            Conv2D(2, kernelSize: 2, padding: .same, dilationRate: Size2D($0))
        },
        Argument(name: "Conv2D groups", shape: [5, 5, 2]) { Conv2D(2, kernelSize: 2, groups: $0) },
        Argument(name: "DepthwiseConv2D kernelSize", shape: [5, 5, 2]) {
            DepthwiseConv2D(kernelSize: Size2D($0), padding: .same)
        },
        Argument(name: "DepthwiseConv2D depthMultiplier", shape: [5, 5, 2]) {
            DepthwiseConv2D(kernelSize: 2, depthMultiplier: $0)
        },
        Argument(name: "SeparableConv2D filters", shape: [5, 5, 2]) { SeparableConv2D($0, kernelSize: 2) },
        Argument(name: "SeparableConv2D depthMultiplier", shape: [5, 5, 2]) {
            SeparableConv2D(2, kernelSize: 2, depthMultiplier: $0)
        },
        Argument(name: "Conv1DTranspose filters", shape: [5, 2]) { Conv1DTranspose($0, kernelSize: 2) },
        Argument(name: "Conv1DTranspose kernelSize", shape: [5, 2]) { Conv1DTranspose(2, kernelSize: $0) },
        Argument(name: "Conv1DTranspose strides", shape: [5, 2]) { Conv1DTranspose(2, kernelSize: 2, strides: $0) },
        Argument(name: "Conv1DTranspose outputPadding", shape: [5, 2], takesZero: true) {
            Conv1DTranspose(2, kernelSize: 2, strides: 2, outputPadding: $0)
        },
        Argument(name: "Conv2DTranspose kernelSize", shape: [5, 5, 2]) {
            Conv2DTranspose(2, kernelSize: Size2D($0), strides: 2)
        },
        Argument(name: "Conv2DTranspose strides", shape: [5, 5, 2]) {
            Conv2DTranspose(2, kernelSize: 2, strides: Size2D($0), padding: .same)
        },
        Argument(name: "Conv2DTranspose dilationRate", shape: [5, 5, 2]) {
            Conv2DTranspose(2, kernelSize: 2, dilationRate: Size2D($0))
        },
        Argument(name: "MaxPooling1D poolSize", shape: [5, 2]) { MaxPooling1D(poolSize: $0, padding: .same) },
        Argument(name: "MaxPooling1D strides", shape: [5, 2]) { MaxPooling1D(strides: $0) },
        Argument(name: "AveragePooling1D poolSize", shape: [5, 2]) { AveragePooling1D(poolSize: $0) },
        Argument(name: "MaxPooling2D poolSize", shape: [5, 5, 2]) {
            MaxPooling2D(poolSize: Size2D($0), padding: .same)
        },
        Argument(name: "AveragePooling2D strides", shape: [5, 5, 2]) { AveragePooling2D(strides: Size2D($0)) },
        Argument(name: "UpSampling1D size", shape: [5, 2]) { UpSampling1D(size: $0) },
        Argument(name: "UpSampling2D size", shape: [5, 5, 2]) { UpSampling2D(size: Size2D($0)) },
        Argument(name: "ZeroPadding1D", shape: [5, 2], takesZero: true) { ZeroPadding1D(padding: $0) },
        Argument(name: "ZeroPadding1D after", shape: [5, 2], takesZero: true) { ZeroPadding1D(before: 1, after: $0) },
        Argument(name: "ZeroPadding2D", shape: [5, 5, 2], takesZero: true) { ZeroPadding2D(padding: Size2D($0)) },
        Argument(name: "ZeroPadding2D left", shape: [5, 5, 2], takesZero: true) {
            ZeroPadding2D(top: 0, bottom: 0, left: $0, right: $0)
        },
        Argument(name: "Cropping1D", shape: [5, 2], takesZero: true) { Cropping1D(cropping: $0) },
        Argument(name: "Cropping2D", shape: [5, 5, 2], takesZero: true) { Cropping2D(cropping: Size2D($0)) },
        Argument(name: "Cropping2D top", shape: [5, 5, 2], takesZero: true) {
            Cropping2D(top: $0, bottom: $0, left: 0, right: 0)
        },
    ]

    @Test(arguments: arguments)
    func everyArgument(argument: Argument) {
        let senseless = [-1, -7, .min, 1 << 31, 1 << 33, 1 << 40, 1 << 62, .max] + (argument.takesZero ? [] : [0])
        for number in senseless {
            let wrapped: [any Layer] = [
                argument.layer(number), Residual { argument.layer(number) },
                TimeDistributedBox.wrap(argument.layer(number)),
                Residual(shortcut: argument.layer(number)) { argument.layer(number) },
            ]
            for (index, layer) in wrapped.enumerated() {
                let shape = index == 2 ? [2] + argument.shape : argument.shape
                let error = engineError { _ = try Sequential(inputShape: shape, layers: [layer]) }
                #expect(error?.message.contains("Layer 0 (") == true, "\(number) in \(layer.kind)")
            }
        }
    }

    /// Where each argument alone would do, but not what they make together.
    @Test(arguments: [
        BadCall("[batch, 4294967296, 4294967296]", "MB") {
            _ = try Sequential(inputShape: [1 << 32, 1 << 32]) { Flatten() }
        },
        BadCall("axis is -9223372036854775808") {
            _ = try Sequential(inputShape: [2]) { Concatenate(axis: .min) }
        },
        BadCall("MB") { _ = try Sequential(inputShape: [.max]) { Dense(1) } },
        BadCall("MB") { _ = try Sequential(inputShape: [.max, .max, .max]) { Flatten() } },
        BadCall("Layer 1 (RepeatVector)", "MB") {
            _ = try Sequential(inputShape: [1 << 20]) {
                Dense(1 << 10)
                RepeatVector(1 << 30)
            }
        },
        BadCall("Residual", "MB") {
            _ = try Sequential(inputShape: [4]) {
                Residual {
                    RepeatVector(1 << 30)
                    UpSampling1D(size: 1 << 30)
                    UpSampling1D(size: 1 << 30)
                }
            }
        },
        BadCall("kernel", "MB") {
            _ = try Sequential(inputShape: [4, 4, 1]) { Conv2D(1 << 30, kernelSize: 1_073_741_824, padding: .same) }
        },
        BadCall("MB") {
            _ = try Sequential(inputShape: [4, 4, 1]) {
                SeparableConv2D(2, kernelSize: 1, depthMultiplier: 1 << 30)
            }
        },
        BadCall("MB") {
            _ = try Sequential(inputShape: [4, 2]) { MultiHeadAttention(numHeads: 1 << 30, keyDim: 1 << 30) }
        },
        BadCall("MB") { _ = try Sequential(inputShape: [1 << 20, 2]) { LSTM(1 << 20) } },
        BadCall("MB") { _ = try Sequential(inputShape: [1 << 20]) { Dense(1 << 30) } },
        BadCall("[4, 9223372036854775807]") { _ = try Dataset.and.oneHot(classes: .max) },
        BadCall("MB") { _ = try Dataset.and.oneHot(classes: 1 << 60) },
        BadCall("[2, 9223372036854775807]") { _ = try Tensor.zeros([2, .max]) },
        BadCall("[2, 9223372036854775807]") { _ = try Tensor.oneHot([0, 1], classes: .max) },
        BadCall("9223372036854775807") { _ = try Tensor([1, 2]).tiled(.max) },
        BadCall("MB") { _ = try Tensor.identity(1 << 31) },
        BadCall("9223372036854775807") { _ = try Tensor.identity(.max) },
        BadCall("MB") { _ = try Tensor.linearlySpaced(from: 0, through: 1, count: .max / 8) },
        BadCall("MB") { _ = try Tensor.permutation(1 << 60, seed: 1) },
        BadCall("divided by") { _ = try Tensor([1, 2]).variance(correction: .max) },
        BadCall("axis") { _ = try Tensor([1, 2]).sum(axis: .min) },
        BadCall("axis") { _ = try Tensor([1, 2]).expanded(axis: .max) },
        BadCall("place -9223372036854775808") { _ = try Tensor([1, 2])[Int.min] },
        BadCall("9223372036854775807") { _ = try Tensor([1, 2]).gathered(rows: [.max]) },
        BadCall("folds") { _ = try Dataset.and.folds(.max) },
        BadCall("axis") { _ = try Tensor.concatenated([[1], [2]], axis: .min) },
    ])
    func together(bad: BadCall) { #expect(bad.missing == []) }
}

/// `TimeDistributed` of a layer whose type is not known.
private enum TimeDistributedBox {
    static func wrap(_ layer: any Layer) -> any Layer { open(layer) }
    private static func open(_ layer: some Layer) -> any Layer { TimeDistributed(layer) }
}

import NeuralEngine

/// Every layer that takes one input, by the name that messages print, in small letters where Swift wants them.
enum LayerKind: String, CaseIterable, Sendable {
    case dense, activation, prelu, dropout, spatialDropout1D, spatialDropout2D, gaussianDropout, gaussianNoise
    case flatten, reshape, permute, repeatVector, residual, timeDistributed, frozen
    case batchNormalization, layerNormalization, rmsNormalization, groupNormalization
    case conv1D, conv2D, depthwiseConv2D, separableConv2D, conv1DTranspose, conv2DTranspose
    case maxPooling1D, maxPooling2D, averagePooling1D, averagePooling2D
    case globalMaxPooling1D, globalMaxPooling2D, globalAveragePooling1D, globalAveragePooling2D
    case zeroPadding1D, zeroPadding2D, cropping1D, cropping2D, upSampling1D, upSampling2D
    case simpleRNN, lstm, gru, bidirectional, masking
    case embedding, tokenAndPositionEmbedding, positionalEmbedding, sinusoidalPositionalEncoding
    case multiHeadAttention, transformerBlock

    /// The kinds that a layer of this name has, whatever the letters' sizes.
    func isKind(of layer: any Layer) -> Bool { layer.kind.lowercased() == rawValue.lowercased() }

    /// How many axes its input may have, the batch's left out.
    var ranks: ClosedRange<Int> {
        switch self {
        case .repeatVector, .tokenAndPositionEmbedding: 1...1
        case .embedding: 1...2
        case .conv1D, .conv1DTranspose, .maxPooling1D, .averagePooling1D, .globalMaxPooling1D, .globalAveragePooling1D,
            .zeroPadding1D, .cropping1D, .upSampling1D, .simpleRNN, .lstm, .gru, .bidirectional, .positionalEmbedding,
            .sinusoidalPositionalEncoding, .multiHeadAttention, .transformerBlock, .spatialDropout1D:
            2...2
        case .masking, .timeDistributed: 2...3
        case .conv2D, .depthwiseConv2D, .separableConv2D, .conv2DTranspose, .maxPooling2D, .averagePooling2D,
            .globalMaxPooling2D, .globalAveragePooling2D, .zeroPadding2D, .cropping2D, .upSampling2D, .spatialDropout2D:
            3...3
        default: 1...3
        }
    }

    /// Whether it takes indices in place of numbers.
    var takesIndices: Bool { self == .embedding || self == .tokenAndPositionEmbedding }

    /// Whether its output does not depend on the numbers it is given alone, or it has to stand first.
    var standsFirst: Bool { takesIndices || self == .masking }
}

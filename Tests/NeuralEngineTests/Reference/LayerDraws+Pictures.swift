import NeuralEngine

/// Convolutions, pooling and resampling.
extension LayerDraws {
    mutating func picture(_ kind: LayerKind, for shape: [Int]) -> any ReferenceLayer {
        let isLine = shape.count < 3
        let lengths = isLine ? [1, shape[0]] : Array(shape[..<2])
        let channels = shape.last ?? 1
        func windows(_ draws: inout LayerDraws, _ range: ClosedRange<Int>) -> [Int] {
            let both = [draws.number(range), draws.number(range)]
            return isLine ? [1, both[1]] : both
        }
        let padding: ConvolutionPadding = chance(0.5) ? .valid : .same
        switch kind {
        case .conv1D, .conv2D:
            let groups = one(of: (1...channels).filter { channels.isMultiple(of: $0) })
            return ReferenceConvolution(
                kind: isLine ? .conv1D : .conv2D, filters: groups * number(1...4), size: windows(&self, 1...3),
                strides: windows(&self, 1...2), dilation: windows(&self, 1...2),
                padding: isLine && chance(0.3) ? .causal : padding, groups: groups, activation: activation(),
                hasBias: chance(0.8))
        case .depthwiseConv2D, .separableConv2D:
            return ReferenceConvolution(
                kind: kind == .depthwiseConv2D ? .depthwise : .separable, filters: number(1...5),
                size: windows(&self, 1...3), strides: windows(&self, 1...2), dilation: windows(&self, 1...2),
                padding: padding, multiplier: number(1...2), activation: activation(), hasBias: chance(0.8))
        case .conv1DTranspose, .conv2DTranspose:
            let strides = windows(&self, 1...3)
            return ReferenceTransposedConvolution(
                isLine: isLine, filters: number(1...4), size: windows(&self, 1...4), strides: strides,
                dilation: windows(&self, 1...2), padding: padding,
                outputPadding: chance(0.7) ? nil : strides.map { number(0...($0 - 1)) }, activation: activation(),
                hasBias: chance(0.8))
        case .maxPooling1D, .maxPooling2D, .averagePooling1D, .averagePooling2D:
            return ReferencePooling(
                kind: kind == .maxPooling1D || kind == .maxPooling2D ? .largest : .mean, isLine: isLine,
                size: windows(&self, 1...3), strides: windows(&self, 1...3), padding: padding)
        case .globalMaxPooling1D, .globalMaxPooling2D: return ReferencePooling(kind: .largest, isLine: isLine)
        case .globalAveragePooling1D, .globalAveragePooling2D: return ReferencePooling(kind: .mean, isLine: isLine)
        case .zeroPadding1D, .zeroPadding2D:
            return ReferenceResampling(
                kind: .pad(top: number(0...2), bottom: number(0...2), left: number(0...2), right: number(0...2)),
                isLine: isLine)
        case .cropping1D, .cropping2D:
            let (high, wide) = ((lengths[0] - 1) / 2, (lengths[1] - 1) / 2)
            return ReferenceResampling(
                kind: .crop(
                    top: number(0...high), bottom: number(0...high), left: number(0...wide), right: number(0...wide)),
                isLine: isLine)
        default:
            return ReferenceResampling(
                kind: .grow(
                    height: number(1...3), width: number(1...3),
                    isLine ? .nearest : one(of: Interpolation.allCases)), isLine: isLine)
        }
    }
}

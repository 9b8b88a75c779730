extension ActivationFunction: CaseIterable {
    /// The function without its numbers; the raw value is the name that commands use.
    enum Kind: String, CaseIterable, Sendable {
        case identity, sign, step, tanh, sigmoid, relu, softmax, leakyRelu, relu6, elu, selu, softplus, softsign, silu
        case gelu, geluTanh, exponential, hardSigmoid, celu, mish, logSigmoid, hardSilu, hardTanh, hardShrink
        case softShrink, tanhShrink, squareplus, sparsePlus, sparseSigmoid, logSoftmax, sparsemax, glu
        case rectified, threshold

        /// With Keras's default numbers; nil for `threshold`, which has none, and for a relu with several numbers.
        var usual: ActivationFunction? {
            switch self {
            case .leakyRelu: .leakyRelu
            case .hardShrink: .hardShrink
            case .softShrink: .softShrink
            case .squareplus: .squareplus
            case .rectified, .threshold: nil
            default: ActivationFunction(self)
            }
        }
    }

    /// All that can be said without a number, each with its usual ones.
    public static let allCases: [ActivationFunction] = Kind.allCases.compactMap(\.usual)

    /// The name that commands use: `tanh`, `leakyRelu`, …
    public var name: String { kind == .rectified ? Kind.relu.rawValue : kind.rawValue }

    /// The function of a name, with its usual numbers; nil when there is none. Keras's other names are known as well.
    public init?(name: String) {
        let others: [String: Kind] = [
            "linear": .identity, "swish": .silu, "hardSwish": .hardSilu, "logistic": .sigmoid, "heaviside": .step,
        ]
        guard let function = (Kind(rawValue: name) ?? others[name])?.usual else { return nil }
        self = function
    }

    /// How it is written in Swift: `.tanh`, `.leakyRelu(negativeSlope: 0.01)`.
    public var code: String {
        if self == kind.usual, kind != .geluTanh { return ".\(name)" }
        func number(_ value: Float) -> String { compactText(Double(value)) }
        switch kind {
        case .geluTanh: return ".gelu(approximate: true)"
        case .leakyRelu: return ".leakyRelu(negativeSlope: \(number(slope)))"
        case .elu, .celu: return ".\(name)(alpha: \(number(slope)))"
        case .hardShrink, .softShrink: return ".\(name)(threshold: \(number(slope)))"
        case .squareplus: return ".squareplus(b: \(number(slope)))"
        case .threshold: return ".threshold(\(number(threshold)), defaultValue: \(number(slope)))"
        case .rectified:
            let parts = [
                slope == 0 ? nil : "negativeSlope: \(number(slope))",
                maximum == .infinity ? nil : "maxValue: \(number(maximum))",
                threshold == 0 ? nil : "threshold: \(number(threshold))",
            ]
            return ".relu(" + parts.compactMap { $0 }.joined(separator: ", ") + ")"
        default: return ".\(name)"
        }
    }
}

extension ActivationFunction: CustomStringConvertible {
    public var description: String { name }
}

import Foundation
import NeuralEngine

/// Activation functions in double precision, with nothing of the engine but their numbers: what gradients are measured
/// against by finite differences.
enum DoubleActivation {
    /// One row: a sample's last axis.
    static func apply(_ function: ActivationFunction, _ z: [Double]) -> [Double] {
        let largest = z.max() ?? 0
        let sum = z.reduce(0) { $0 + exp($1 - largest) }
        switch function.name {
        case "softmax": return z.map { exp($0 - largest) / sum }
        case "logSoftmax": return z.map { $0 - largest - log(sum) }
        case "sparsemax":
            // Martins and Astudillo's algorithm 1, by sorting.
            var total = 0.0
            var threshold = 0.0
            for (index, value) in z.sorted(by: >).enumerated() {
                total += value
                if 1 + Double(index + 1) * value > total { threshold = (total - 1) / Double(index + 1) }
            }
            return z.map { max($0 - threshold, 0) }
        case "glu":
            let half = z.count / 2
            return (0..<half).map { z[$0] / (1 + exp(-z[half + $0])) }
        default: return z.map { scalar(function, $0) }
        }
    }

    static func scalar(_ function: ActivationFunction, _ z: Double) -> Double {
        let (a, maximum, threshold) = (Double(function.slope), Double(function.maximum), Double(function.threshold))
        let softplus = max(z, 0) + log1p(exp(-abs(z)))
        return switch function.name {
        case "sign": z >= 0 ? 1 : -1
        case "step": z >= 0 ? 1 : 0
        case "tanh": tanh(z)
        case "sigmoid": 1 / (1 + exp(-z))
        case "relu":
            function == .relu ? max(z, 0) : z > threshold ? min(z, maximum) : a * (z - threshold)
        case "leakyRelu": z < 0 ? a * z : z
        case "relu6": min(max(z, 0), 6)
        case "elu": z < 0 ? a * expm1(z) : z
        case "celu": z < 0 ? a * expm1(z / a) : z
        case "selu": 1.0507009873554805 * (z < 0 ? 1.6732632423543772 * expm1(z) : z)
        case "softplus": softplus
        case "softsign": z / (1 + abs(z))
        case "silu": z / (1 + exp(-z))
        case "gelu": 0.5 * z * erfc(-z / 2.0.squareRoot())
        case "geluTanh": 0.5 * z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)))
        case "exponential": exp(z)
        case "mish": z * tanh(softplus)
        case "logSigmoid": z - softplus
        case "hardSigmoid": min(max(z / 6 + 0.5, 0), 1)
        case "hardSilu": z * min(max(z / 6 + 0.5, 0), 1)
        case "hardTanh": min(max(z, -1), 1)
        case "hardShrink": abs(z) <= a ? 0 : z
        case "softShrink": abs(z) <= a ? 0 : z > 0 ? z - a : z + a
        case "tanhShrink": z - tanh(z)
        case "squareplus": (z + (z * z + a).squareRoot()) / 2
        case "sparsePlus": z <= -1 ? 0 : z >= 1 ? z : (z + 1) * (z + 1) / 4
        case "sparseSigmoid": min(max((z + 1) / 2, 0), 1)
        case "threshold": z > threshold ? z : a
        default: z
        }
    }
}

import Foundation
import NeuralEngine

/// A network's loss computed anew in double precision, with nothing of the engine but its weights: what gradients are
/// measured against by finite differences.
struct Reference {
    let model: Sequential
    let loss: Loss

    /// The mean loss of a batch for given weights (in the order of `model.weights`).
    func value(weights: [[Double]], x: [[Double]], t: [[Double]]) -> Double {
        let outputs = x.map { output(weights: weights, x: $0) }
        let terms = zip(outputs, t).map { y, t in sampleLoss(y, t) }
        return terms.reduce(0, +) / Double(terms.count)
    }

    /// Central differences of `value` for each weight: error about h² = 1e-10, rounding about 1e-16 / h = 1e-11.
    func gradient(weights: [[Double]], x: [[Double]], t: [[Double]]) -> [[Double]] {
        let h = 1e-5
        return weights.indices.map { array in
            weights[array].indices.map { place in
                var up = weights
                var down = weights
                up[array][place] += h
                down[array][place] -= h
                return (value(weights: up, x: x, t: t) - value(weights: down, x: x, t: t)) / (2 * h)
            }
        }
    }

    private func output(weights: [[Double]], x: [Double]) -> [Double] {
        var value = x
        var next = 0
        for layer in model.layers {
            if let dense = layer as? Dense {
                let inputs = weights[next].count / dense.units
                let kernel = weights[next]
                let bias = dense.hasBias ? weights[next + 1] : Array(repeating: 0, count: dense.units)
                next += dense.hasBias ? 2 : 1
                var answers: [Double] = []
                for start in stride(from: 0, to: value.count, by: inputs) {
                    var sums = bias
                    for input in 0..<inputs {
                        for unit in 0..<dense.units {
                            sums[unit] += value[start + input] * kernel[input * dense.units + unit]
                        }
                    }
                    answers += Self.apply(dense.activation, sums)
                }
                value = answers
            } else if let activation = layer as? Activation {
                value = Self.apply(activation.function, value)
            }
        }
        return value
    }

    static func apply(_ function: ActivationFunction, _ z: [Double]) -> [Double] {
        if function == .softmax {
            let largest = z.max() ?? 0
            let powers = z.map { exp($0 - largest) }
            let sum = powers.reduce(0, +)
            return powers.map { $0 / sum }
        }
        return z.map { scalar(function, $0) }
    }

    static func scalar(_ function: ActivationFunction, _ z: Double) -> Double {
        switch function {
        case .identity, .softmax: z
        case .sign: z >= 0 ? 1 : -1
        case .tanh: tanh(z)
        case .sigmoid: 1 / (1 + exp(-z))
        case .relu: max(z, 0)
        case .leakyRelu: z < 0 ? 0.2 * z : z
        case .relu6: min(max(z, 0), 6)
        case .elu: z < 0 ? expm1(z) : z
        case .selu: 1.0507009873554805 * (z < 0 ? 1.6732632423543772 * expm1(z) : z)
        case .softplus: max(z, 0) + log1p(exp(-abs(z)))
        case .softsign: z / (1 + abs(z))
        case .silu: z / (1 + exp(-z))
        case .gelu: 0.5 * z * (1 + tanh((2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)))
        case .exponential: exp(z)
        case .hardSigmoid: min(max(z / 6 + 0.5, 0), 1)
        }
    }

    /// A sample's loss: mean over the outputs, or the sum over the classes.
    private func sampleLoss(_ y: [Double], _ t: [Double]) -> Double {
        let terms = zip(y, t).map { y, t -> Double in
            switch loss {
            case .meanSquaredError: (y - t) * (y - t)
            case .meanAbsoluteError: abs(y - t)
            case .huber(let delta):
                abs(y - t) <= Double(delta)
                    ? 0.5 * (y - t) * (y - t) : Double(delta) * (abs(y - t) - 0.5 * Double(delta))
            case .hinge: max(1 - t * y, 0)
            case .perceptron: max(-t * y, 0)
            case .binaryCrossEntropy: -(t * log(y) + (1 - t) * log(1 - y))
            case .categoricalCrossEntropy: t == 0 ? 0 : -t * log(y)
            }
        }
        return terms.reduce(0, +) / (loss == .categoricalCrossEntropy ? 1 : Double(terms.count))
    }
}

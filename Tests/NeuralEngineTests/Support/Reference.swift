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
                    answers += DoubleActivation.apply(dense.activation, sums)
                }
                value = answers
            } else if let activation = layer as? Activation {
                value = DoubleActivation.apply(activation.function, value)
            }
        }
        return value
    }

    /// A sample's loss: mean over the outputs, or the sum over the classes.
    private func sampleLoss(_ y: [Double], _ t: [Double]) -> Double {
        let terms = zip(y, t).map { y, t -> Double in
            switch loss.name {
            case "meanSquaredError": return (y - t) * (y - t)
            case "meanAbsoluteError": return abs(y - t)
            case "huber":
                let delta = Double(loss.delta)
                return abs(y - t) <= delta ? 0.5 * (y - t) * (y - t) : delta * (abs(y - t) - 0.5 * delta)
            case "logCosh": return log(cosh(y - t))
            case "hinge": return max(1 - t * y, 0)
            case "squaredHinge": return max(1 - t * y, 0) * max(1 - t * y, 0)
            case "perceptron": return max(-t * y, 0)
            case "binaryCrossEntropy": return -(t * log(y) + (1 - t) * log(1 - y))
            default: return t == 0 ? 0 : -t * log(y)
            }
        }
        return terms.reduce(0, +) / (loss == .categoricalCrossEntropy ? 1 : Double(terms.count))
    }
}

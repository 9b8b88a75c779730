import Foundation

/// The recurrent layers in double precision, step by step as the papers write them: what long sums and large sizes are
/// measured against, for which fixtures would be large.
struct RecurrentReference {
    let layer: String
    let units: Int
    let features: Int

    var gates: Int { layer == "LSTM" ? 4 : layer == "GRU" ? 3 : 1 }

    /// h of the last step for one sample; weights in the layers' layout.
    func last(weights: [[Double]], x: ArraySlice<Double>) -> [Double] {
        var h = [Double](repeating: 0, count: units)
        var c = h
        for start in stride(from: x.startIndex, to: x.endIndex, by: features) {
            let step = x[start..<(start + features)]
            let columns = gates * units
            let given = sums(step, weights[0], bias: weights[2][..<columns])
            let old = sums(h[...], weights[1], bias: layer == "GRU" ? weights[2][columns...] : nil)
            for unit in 0..<units {
                func both(_ gate: Int) -> Double { given[gate * units + unit] + old[gate * units + unit] }
                switch layer {
                case "LSTM":
                    c[unit] = sigmoid(both(1)) * c[unit] + sigmoid(both(0)) * tanh(both(2))
                    h[unit] = sigmoid(both(3)) * tanh(c[unit])
                case "GRU":
                    let z = sigmoid(both(0))
                    let n = tanh(given[2 * units + unit] + sigmoid(both(1)) * old[2 * units + unit])
                    h[unit] = z * h[unit] + (1 - z) * n
                default: h[unit] = tanh(both(0))
                }
            }
        }
        return h
    }

    /// The mean squared error of a batch of whole sequences.
    func loss(weights: [[Double]], x: [Double], target: [Double], rows: Int) -> Double {
        let width = x.count / rows
        let outputs = (0..<rows).flatMap { last(weights: weights, x: x[($0 * width)..<(($0 + 1) * width)]) }
        return zip(outputs, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(outputs.count)
    }

    private func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

    private func sums(_ x: ArraySlice<Double>, _ weights: [Double], bias: ArraySlice<Double>?) -> [Double] {
        let columns = gates * units
        var sums = bias.map(Array.init) ?? Array(repeating: 0, count: columns)
        for (row, value) in x.enumerated() {
            for column in 0..<columns { sums[column] += value * weights[row * columns + column] }
        }
        return sums
    }
}

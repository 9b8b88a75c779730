// Rosenblatt's rule on 2,000 points, at the top level.
var state: UInt64 = 42
func random() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 33) / Double(1 << 31) * 2 - 1
}
var xs: [Double] = []
var ys: [Double] = []
var labels: [Double] = []
for _ in 0..<2000 {
    let x = random()
    let y = random()
    xs.append(x)
    ys.append(y)
    labels.append(x - 2 * y + 0.3 > 0 ? 1 : -1)
}
var weights = [0.0, 0.0]
var bias = 0.0
var mistakes = 0
for _ in 0..<2000 {
    for index in xs.indices {
        let sum = weights[0] * xs[index] + weights[1] * ys[index] + bias
        if sum * labels[index] <= 0 {
            weights[0] += 0.1 * labels[index] * xs[index]
            weights[1] += 0.1 * labels[index] * ys[index]
            bias += 0.1 * labels[index]
            mistakes += 1
        }
    }
}
let answer = "\(mistakes) \(weights)"

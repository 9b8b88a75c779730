import NeuralEngine

/// A network whose first weights are the pictures themselves: each sample is a one-hot row that picks its picture from a dense
/// layer's kernel. So the gradient of that kernel is the gradient of the pictures, which no public call gives otherwise.
struct PictureNetwork {
    let model: Sequential
    let data: Dataset

    /// - Parameters:
    ///   - layers: what comes behind the pictures; their weights are set to `weights`.
    ///   - target: a number for each of the output.
    init(x: [Float], shape: [Int], batch: Int, layers: [any Layer], weights: [[Float]], target: [Float]) throws {
        let width = shape.reduce(1, *)
        model = try Sequential(
            inputShape: [batch], layers: [Dense(width, bias: false), Reshape(shape)] + layers + [Flatten()])
        let pictures = try Tensor(shape: [batch, width], scalars: x)
        let arrays = try zip(model.weights.dropFirst(), weights).map { try Tensor(shape: $0.shape, scalars: $1) }
        try model.setWeights([pictures] + arrays)
        var rows = [Float](repeating: 0, count: batch * batch)
        for sample in 0..<batch { rows[sample * batch + sample] = 1 }
        data = try Dataset(
            name: "pictures", features: Tensor(shape: [batch, batch], scalars: rows),
            targets: Tensor(shape: [batch, target.count / batch], scalars: target))
    }

    /// The mean squared error with its gradients for the pictures and for the weights behind them.
    func lossAndGradients() throws -> (loss: Double, input: [Float], weights: [[Float]]) {
        let (loss, gradients) = try model.lossAndGradients(data, loss: .meanSquaredError)
        return (loss, gradients[0].scalars, gradients.dropFirst().map(\.scalars))
    }
}

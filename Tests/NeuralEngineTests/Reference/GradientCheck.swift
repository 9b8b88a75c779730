import NeuralEngine
import Testing

/// A network with weights, data and a loss, whose plan is held against its definition: outputs and loss in double precision,
/// gradients against the tape's and against central differences.
struct GradientCheck {
    let network: ReferenceNetwork
    let model: Sequential
    let loss: Loss
    let data: Dataset
    private let x: DoubleArray
    private let t: DoubleArray
    private let exactWeights: [DoubleArray]
    /// Whether each array is learned; the others have no gradient.
    private let isLearned: [Bool]

    /// - Parameter targets: as the loss wants them; one-hot rows for classes.
    init(_ network: ReferenceNetwork, model: Sequential, features: Tensor, targets: Tensor, loss: Loss) throws {
        self.network = network
        self.model = model
        self.loss = loss
        data = try Dataset(name: "random", features: features, targets: targets)
        x = DoubleArray(features)
        t = DoubleArray(targets)
        exactWeights = model.weights.map { DoubleArray($0) }
        isLearned = zip(model.layers, [model.inputShape] + model.outputShapes).flatMap { layer, shape in
            layer.parameters(for: shape).map(\.isTrainable)
        }
    }

    /// What a comparison found wrong; nil when nothing.
    typealias Finding = String

    /// The loss of the definition for other weights.
    func exactLoss(_ weights: [DoubleArray], isTraining: Bool = false) throws -> Double {
        let flow = try network.output(of: x, weights: weights, isTraining: isTraining)
        return try ReferenceLoss(loss: loss).value(flow.value, t, mask: flow.mask).doubles[0]
    }

    /// Outputs of `predict`. Float32's rounding in sums of some tens of products around 1, through a few layers.
    func outputs(relative: Double = 1e-5, absolute: Double = 1e-5) throws -> Finding? {
        let y = try model.predict(data.features)
        let exact = try network.output(of: x, weights: exactWeights).value
        guard y.shape == exact.shape else { return "output \(y.shape), by the definition \(exact.shape)" }
        let ratio = worst(y.scalars, exact.doubles, relative: relative, absolute: absolute)
        return ratio <= 1 ? nil : "outputs are \(ratio) tolerances off"
    }

    /// The plan's loss and gradients against the tape's, both in float32: relative to the largest number of each array, since
    /// others may be the rest of sums that cancel.
    ///
    /// - Parameter share: the part of the largest number of *all* arrays that counts as an array's largest. Behind a
    ///   normalisation, say, a bias has no slope at all: what stands there is the rounding of the others.
    func tape(relative: Double, share: Double = 0, absolute: Double = 1e-6) throws -> Finding? {
        guard model.parameterCount > 0 else { return nil }
        let plan = try model.lossAndGradients(data, loss: loss)
        return try compare(plan, tape(isTraining: false), relative: relative, share: share, absolute: absolute)
    }

    private func tape(isTraining: Bool) throws -> (value: Tensor, gradient: [Tensor]) {
        try valueWithGradient(at: model.weights) { weights in
            let flow = try network.output(of: data.features, weights: weights, isTraining: isTraining)
            return try ReferenceLoss(loss: loss).value(flow.value, data.targets, mask: flow.mask)
        }
    }

    private func compare(
        _ plan: (loss: Double, gradients: [Tensor]), _ tape: (value: Tensor, gradient: [Tensor]), relative: Double,
        share: Double, absolute: Double
    ) throws -> Finding? {
        let value = Double(tape.value.scalars[0])
        guard abs(plan.loss - value) <= relative * abs(value) + 1e-6 else {
            return "loss \(plan.loss), the tape's \(value)"
        }
        let floor = share * tape.gradient.flatMap(\.scalars).reduce(0) { max($0, abs(Double($1))) }
        for (index, (gradient, other)) in zip(plan.gradients, tape.gradient).enumerated() {
            let parameter = model.parameters[index]
            guard isLearned[index] else { continue }
            let largest = other.scalars.reduce(floor) { max($0, abs(Double($1))) }
            let ratio = worst(
                gradient.scalars, other.doubles, relative: relative, absolute: relative * largest + absolute)
            if ratio > 1 {
                return "\(parameter.name) of layer \(parameter.layer) (\(parameter.layerKind)): \(ratio) tolerances off"
            }
        }
        return nil
    }

    /// The plan's gradients against central differences of the definition: single weights, drawn by the seed, and the slope
    /// along a random direction, which depends on every weight.
    ///
    /// - Parameter count: how many single weights; nil takes them all.
    func differences(
        relative: Double, absolute: Double = 1e-6, weights count: Int?, seed: UInt64
    ) throws -> Finding? {
        guard model.parameterCount > 0 else { return nil }
        let plan = try model.lossAndGradients(data, loss: loss)
        let exact = try exactLoss(exactWeights)
        guard abs(plan.loss - exact) <= relative * abs(exact) + 1e-6 else {
            return "loss \(plan.loss), exactly \(exact)"
        }
        var generator = SeededGenerator(seed: seed)
        let learned = exactWeights.indices.filter { isLearned[$0] }
        var places = learned.flatMap { index in exactWeights[index].doubles.indices.map { (index, $0) } }
        guard !places.isEmpty else { return nil }
        if let count {
            places = (0..<min(count, places.count)).map { _ in places[generator.nextIndex(below: places.count)] }
        }
        var directions = places.map { array, place in
            exactWeights.indices.map { index -> [Double] in
                var direction = [Double](repeating: 0, count: exactWeights[index].doubles.count)
                if index == array { direction[place] = 1 }
                return direction
            }
        }
        directions.append(
            exactWeights.indices.map { index in
                exactWeights[index].doubles.map { _ in learned.contains(index) ? 2 * generator.nextUnit() - 1 : 0 }
            })
        let largest = plan.gradients.flatMap(\.scalars).reduce(0) { max($0, abs(Double($1))) }
        var corners = 0
        for (index, direction) in directions.enumerated() {
            let terms = zip(plan.gradients, direction).flatMap { zip($0.doubles, $1).map { $0 * $1 } }
            let ours = terms.reduce(0, +)
            guard let slope = try slope(along: direction) else {
                corners += 1
                continue
            }
            let size = terms.reduce(0) { $0 + abs($1) } + relative * largest
            if abs(ours - slope) > relative * size + absolute {
                let place = index < places.count ? "\(model.parameters[places[index].0].name)" : "all weights"
                return "slope along \(place) \(ours), by differences \(slope)"
            }
        }
        return 2 * corners <= directions.count ? nil : "\(corners) corners in \(directions.count) directions"
    }

    /// The slope of the exact loss, by differences good to about 1e-9 of the loss; nil at a corner (of relu, of a maximum),
    /// where two distances disagree.
    private func slope(along direction: [[Double]]) throws -> Double? {
        func difference(_ h: Double) throws -> Double {
            func moved(_ step: Double) -> [DoubleArray] {
                zip(exactWeights, direction).map { array, direction in
                    DoubleArray(shape: array.shape, doubles: zip(array.doubles, direction).map { $0 + step * $1 })
                }
            }
            return try (exactLoss(moved(h)) - exactLoss(moved(-h))) / (2 * h)
        }
        let (near, far) = (try difference(1e-6), try difference(4e-6))
        return abs(near - far) <= 1e-5 * (abs(near) + 1) ? near : nil
    }

    /// A whole step of gradient descent with rate 1, whose changes are the gradients while training: those of batch
    /// normalisation go through the batch's mean and variance.
    func step(relative: Double, share: Double = 0, absolute: Double = 1e-6) throws -> Finding? {
        guard !network.isRandom, model.trainableParameterCount > 0 else { return nil }
        let trained = try model.copy()
        let history = try trained.fit(data, loss: loss, optimizer: .sgd(learningRate: 1), epochs: 1)
        let changes = try zip(model.weights, trained.weights).map { try $0 - $1 }
        // A difference of weights around 1 has lost what stands behind their last digit.
        let rounding = model.weights.flatMap(\.scalars).reduce(1) { max($0, abs($1)) } * 1e-6
        let tape = try tape(isTraining: true)
        let size = tape.gradient.flatMap(\.scalars).reduce(rounding) { max($0, abs($1)) }
        return try compare(
            (history.loss[0], changes), tape, relative: Double(rounding / size) + relative, share: share,
            absolute: absolute)
    }
}

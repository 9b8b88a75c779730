public import Charts
public import NeuralEngine

extension Chart {
    /// A loss of one answer as a function of the output y, for a right answer t.
    ///
    /// What is drawn along the axis depends on the loss: the error y − t of a number, t y of a margin, the probability of the
    /// right class, the angle between two vectors.
    public static func lossFunction(_ loss: Loss, theme: Theme = .light) throws -> Chart {
        let view = LossView(loss)
        let meter = try LossMeter(loss, outputs: view.outputs)
        var marks: [any Mark] = []
        for (index, target) in view.targets.enumerated() {
            let places = view.places
            let values = try places.map { try meter.value(outputs: view.answer($0), target: target.numbers) }
            marks.append(
                LineMark(
                    x: places, y: values, label: view.targets.count > 1 ? target.label : nil,
                    color: theme.palette.color(index), width: 2.4, dash: index == 0 ? [] : [6, 3]))
        }
        return Chart(title: "Loss function: \(words(loss.name))") { marks }
            .xAxis(view.axis, range: view.range)
            .yAxis("loss of one answer")
            .size(width: 480, height: 320)
            .theme(theme)
    }
}

/// What of a loss is drawn along the axis.
private struct LossView {
    var axis: String
    var domain: ClosedRange<Double>
    var outputs = 1
    var targets: [(label: String, numbers: [Float])]
    /// What the axis shows: probabilities from 0 to 1, though no loss is drawn at their ends.
    var range: ClosedRange<Double> { domain == 0.005...0.995 ? 0...1 : domain }
    /// The network's outputs at a place of the axis.
    var answer: (Double) -> [Float] = { [Float($0)] }

    var places: [Double] {
        (0...240).map { domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double($0) / 240 }
    }

    init(_ loss: Loss) {
        switch loss.name {
        case "meanSquaredLogarithmicError", "meanAbsolutePercentageError", "poisson":
            self.init(axis: "$y$, for $t = 1$", domain: 0.01...4, targets: [("$t = 1$", [1])])
        case "zeroOne":
            // A target of −1 says that answers are signs; +1 alone could be a class, whose answer changes at ½.
            self.init(
                axis: "$t \\cdot y$", domain: -3...3, targets: [("$t = -1$", [-1])], answer: { [-Float($0)] })
        case "perceptron", "hinge", "squaredHinge":
            self.init(axis: "$t \\cdot y$", domain: -3...3, targets: [("$t = 1$", [1])])
        case "binaryCrossEntropy", "binaryFocalCrossEntropy":
            let domain = loss.fromLogits ? -5.0...5 : 0.005...0.995
            self.init(
                axis: loss.fromLogits ? "logit $y$" : "$y$", domain: domain,
                targets: [("$t = 1$", [1]), ("$t = 0$", [0])])
        case "categoricalHinge":
            self.init(
                axis: "lead of the right class", domain: -3...3, outputs: 2, targets: [("", [1, 0])],
                answer: { [Float($0), 0] })
        case "categoricalCrossEntropy", "sparseCategoricalCrossEntropy", "klDivergence":
            let target: [Float] = loss.name == "sparseCategoricalCrossEntropy" ? [0] : [1, 0]
            let domain = loss.fromLogits ? -5.0...5 : 0.005...0.995
            self.init(
                axis: loss.fromLogits ? "lead of the right class's logit" : "probability of the right class",
                domain: domain, outputs: 2, targets: [("", target)],
                answer: loss.fromLogits ? { [Float($0), 0] } : { [Float($0), Float(1 - $0)] })
        case "cosineSimilarity":
            self.init(
                axis: "angle in degrees", domain: 0...180, outputs: 2, targets: [("", [1, 0])],
                answer: { degrees in
                    let angle = Tensor(Float(degrees * .pi / 180))
                    return [angle.cos().scalars[0], angle.sin().scalars[0]]
                })
        default: self.init(axis: "error $y - t$", domain: -3...3, targets: [("", [0])])
        }
    }

    private init(
        axis: String, domain: ClosedRange<Double>, outputs: Int = 1, targets: [(label: String, numbers: [Float])],
        answer: @escaping (Double) -> [Float] = { [Float($0)] }
    ) {
        self.axis = axis
        self.domain = domain
        self.outputs = outputs
        self.targets = targets
        self.answer = answer
    }
}

/// Measures a loss as training does, through a network that hands its inputs on.
private struct LossMeter {
    private let loss: Loss
    private let network: Sequential

    init(_ loss: Loss, outputs: Int) throws {
        self.loss = loss
        network = try Sequential(inputShape: [outputs], name: "outputs") { Activation(.identity) }
    }

    func value(outputs: [Float], target: [Float]) throws -> Double {
        let data = try Dataset(
            name: "answer", features: Tensor(shape: [1, outputs.count], scalars: outputs),
            targets: Tensor(shape: target.count == 1 ? [1] : [1, target.count], scalars: target))
        return try network.evaluate(data, loss: loss, metrics: []).loss
    }
}

import NeuralEngine

extension WordArguments {
    /// The names by which layers with a kernel take beginnings, penalties and rules for their weights.
    static let kernelOptions = [
        "kernelInitializer", "biasInitializer", "kernelRegularizer", "kernelConstraint", "l1", "l2", "maxNorm",
    ]

    /// The name of an activation.
    func activation(_ name: String = "activation") throws -> ActivationFunction? {
        try word(name, ActivationWord.list)
    }

    func initializer(_ name: String) throws -> Initializer? { try word(name, InitializerWord.list) }
    func regularizer(_ name: String) throws -> Regularizer? { try word(name, RegularizerWord.list) }
    func constraint(_ name: String) throws -> WeightConstraint? { try word(name, ConstraintWord.list) }

    /// The kernel's penalty: `kernelRegularizer: l2(0.01)`, or shorter `l2: 0.01`.
    func kernelRegularizer() throws -> Regularizer? {
        let whole = try regularizer("kernelRegularizer")
        let l1 = try positive("l1").map { Float($0) }
        let l2 = try positive("l2").map { Float($0) }
        guard whole == nil || (l1 == nil && l2 == nil) else {
            throw LabError(
                "\(word): kernelRegularizer and \(l1 == nil ? "l2" : "l1") both say the penalty; leave out one.")
        }
        return switch (l1, l2) {
        case (let l1?, let l2?): .l1l2(l1: l1, l2: l2)
        case (let l1?, nil): .l1(l1)
        case (nil, let l2?): .l2(l2)
        case (nil, nil): whole
        }
    }

    /// The kernel's rule: `kernelConstraint: maxNorm(2)`, or shorter `maxNorm: 2`.
    func kernelConstraint() throws -> WeightConstraint? {
        let whole = try constraint("kernelConstraint")
        let norm = try positive("maxNorm").map { Float($0) }
        guard whole == nil || norm == nil else {
            throw LabError("\(word): kernelConstraint and maxNorm both say the rule; leave out one.")
        }
        return norm.map { .maxNorm($0) } ?? whole
    }

    /// A length along height and one along width: `3`, `[3, 5]`.
    func size(_ name: String, from least: Int = 1) throws -> Size2D? {
        guard let lengths = try lengths(name, from: least) else { return nil }
        guard lengths.count <= 2 else {
            throw LabError("\(word): \(name) has \(lengths.count) lengths; expected one or two, such as 3 or [3, 5].")
        }
        return Size2D(height: lengths[0], width: lengths[lengths.count - 1])
    }
}

extension Loss {
    /// ½ (y − t)² for |y − t| ≤ δ, δ |y − t| − ½ δ² beyond (Huber 1964).
    public static func huber(delta: Float = 1) -> Loss { Loss(.huber, delta: delta) }

    /// ``binaryCrossEntropy`` with Keras's arguments.
    public static func binaryCrossEntropy(fromLogits: Bool = false, labelSmoothing: Float = 0) -> Loss {
        Loss(.binaryCrossEntropy, fromLogits: fromLogits, labelSmoothing: labelSmoothing)
    }

    /// Binary cross entropy times (1 − p)^γ, with p the probability given to the right answer, so that easy examples count less
    /// (Lin et al. 2017, eq. 5).
    ///
    /// - Parameter alpha: multiplies the terms of t = 1, and 1 − alpha those of t = 0; nil for neither.
    public static func binaryFocalCrossEntropy(
        alpha: Float? = nil, gamma: Float = 2, fromLogits: Bool = false, labelSmoothing: Float = 0
    ) -> Loss {
        Loss(
            .binaryFocalCrossEntropy, delta: gamma, alpha: alpha ?? -1, fromLogits: fromLogits,
            labelSmoothing: labelSmoothing)
    }

    /// ``categoricalCrossEntropy`` with Keras's arguments.
    public static func categoricalCrossEntropy(fromLogits: Bool = false, labelSmoothing: Float = 0) -> Loss {
        Loss(.categoricalCrossEntropy, fromLogits: fromLogits, labelSmoothing: labelSmoothing)
    }

    /// ``sparseCategoricalCrossEntropy`` with Keras's argument.
    public static func sparseCategoricalCrossEntropy(fromLogits: Bool) -> Loss {
        Loss(.sparseCategoricalCrossEntropy, fromLogits: fromLogits)
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense, or the last activation that
    ///   contradicts `fromLogits`.
    func validate(lastActivation: ActivationFunction?) throws {
        func check(_ ok: Bool, _ label: String, _ value: Float, _ expected: String) throws {
            guard ok else {
                throw EngineError(
                    .invalidArgument, "\(name)'s \(label) is \(compactText(Double(value))), expected \(expected).")
            }
        }
        switch kind {
        case .huber: try check(delta.isFinite && delta > 0, "delta", delta, "a positive number, such as 1")
        case .binaryFocalCrossEntropy:
            try check(delta.isFinite && delta >= 0, "gamma", delta, "0 or more, such as 2")
            try check(alpha == -1 || (alpha >= 0 && alpha <= 1), "alpha", alpha, "a number from 0 to 1, or nil")
        default: break
        }
        try check(
            labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing,
            "a number from 0 to below 1, such as 0.1")
        if fromLogits, let last = lastActivation, [.softmax, .sigmoid].contains(last) {
            throw EngineError(
                .invalidArgument,
                """
                \(name)(fromLogits: true) wants numbers that no \(last.name) has gone over yet, but the last layer ends in \
                \(last.name); leave out one of the two.
                """)
        }
    }
}

extension Loss {
    /// - Throws: ``EngineError/Code/notDifferentiable`` for the loss that has no gradient.
    func checkTrainable() throws {
        guard kind == .zeroOne else { return }
        throw EngineError(
            .notDifferentiable,
            """
            zeroOne counts wrong answers, and its derivative is 0 wherever it exists: nothing can be learned from it. Train on \
            a smooth stand-in (perceptron, hinge, binaryCrossEntropy), and evaluate with zeroOne.
            """)
    }
}

extension Optimizer {
    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense.
    func validate() throws {
        // A rate that is positive but vanishes in float32 would train nothing.
        try check(
            learningRate.isFinite && Float(learningRate) > 0, "The learning rate", learningRate,
            "a positive number, such as 0.01")
        try check(weightDecay.isFinite && weightDecay >= 0, "The weight decay", weightDecay, "0 or more, such as 0.01")
        if let clipping {
            try check(
                clipping.limit.isFinite && clipping.limit > 0, "The gradient's limit", clipping.limit,
                "a positive number, such as 1")
        }
        if let averageMomentum {
            try check(
                averageMomentum >= 0 && averageMomentum < 1, "The weight average's momentum", averageMomentum,
                "a number from 0 to below 1, such as 0.99")
        }
        try schedule?.validate()
        try validateRule()
    }

    private func validateRule() throws {
        switch rule {
        case .descent: break
        case .momentum(let momentum, _): try checkMomentum(momentum)
        case .adam(let beta1, let beta2, let epsilon, _):
            try checkBetas("Adam", beta1, beta2)
            try checkEpsilon("Adam", epsilon)
        case .nadam(let beta1, let beta2, let epsilon, let momentumDecay):
            try checkBetas("Nadam", beta1, beta2)
            try checkEpsilon("Nadam", epsilon)
            try check(
                momentumDecay.isFinite && momentumDecay >= 0, "Nadam's momentumDecay", momentumDecay,
                "0 or more, such as 0.004")
        case .adamax(let beta1, let beta2, let epsilon):
            try checkBetas("Adamax", beta1, beta2)
            try checkEpsilon("Adamax", epsilon)
        case .lion(let beta1, let beta2): try checkBetas("Lion", beta1, beta2)
        case .adagrad(let initial, let epsilon):
            try check(
                initial.isFinite && initial >= 0, "Adagrad's initialAccumulatorValue", initial, "0 or more, such as 0.1"
            )
            try checkEpsilon("Adagrad", epsilon)
        case .rmsProp(let rho, let momentum, let epsilon, _):
            try checkPart("RMSProp's rho", rho)
            try checkMomentum(momentum)
            try checkEpsilon("RMSProp", epsilon)
        case .adaDelta(let rho, let epsilon):
            try checkPart("AdaDelta's rho", rho)
            try checkEpsilon("AdaDelta", epsilon)
        }
    }

    private func checkMomentum(_ momentum: Double) throws {
        try check(momentum >= 0 && momentum < 1, "The momentum", momentum, "a number from 0 to below 1, such as 0.9")
    }

    private func checkBetas(_ name: String, _ beta1: Double, _ beta2: Double) throws {
        try checkPart("\(name)'s beta1", beta1)
        try checkPart("\(name)'s beta2", beta2)
    }

    private func checkPart(_ label: String, _ value: Double) throws {
        try check(value >= 0 && value < 1, label, value, "a number from 0 to below 1, such as 0.9")
    }

    private func checkEpsilon(_ name: String, _ epsilon: Double) throws {
        try check(
            epsilon.isFinite && Float(epsilon) > 0, "\(name)'s epsilon", epsilon,
            "a small positive number, such as 1e-8")
    }

    private func check(_ ok: Bool, _ label: String, _ value: Double, _ expected: String) throws {
        guard ok else { throw EngineError(.invalidArgument, "\(label) is \(value), expected \(expected).") }
    }
}

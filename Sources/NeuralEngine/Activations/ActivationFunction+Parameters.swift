extension ActivationFunction {
    /// f(z) = min(z, maxValue) for z > threshold, negativeSlope · (z − threshold) below.
    ///
    /// - Parameter maxValue: nil for none.
    public static func relu(
        negativeSlope: Float = 0, maxValue: Float? = nil, threshold: Float = 0
    ) -> ActivationFunction {
        if maxValue == nil, threshold == 0 {
            return negativeSlope == 0 ? .relu : .leakyRelu(negativeSlope: negativeSlope)
        }
        return ActivationFunction(
            .rectified, slope: negativeSlope, maximum: maxValue ?? .infinity, threshold: threshold)
    }

    /// f(z) = z for z ≥ 0, negativeSlope · z for z < 0.
    public static func leakyRelu(negativeSlope: Float) -> ActivationFunction {
        ActivationFunction(.leakyRelu, slope: negativeSlope)
    }

    /// f(z) = z for z ≥ 0, alpha · (eᶻ − 1) for z < 0.
    public static func elu(alpha: Float) -> ActivationFunction { ActivationFunction(.elu, slope: alpha) }

    /// f(z) = z for z ≥ 0, alpha · (e^(z / alpha) − 1) for z < 0.
    public static func celu(alpha: Float) -> ActivationFunction { ActivationFunction(.celu, slope: alpha) }

    /// The Gaussian error linear unit: z Φ(z), or with `approximate`
    /// ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))) (Hendrycks and Gimpel 2016, section 2), which GPT-2 uses.
    public static func gelu(approximate: Bool) -> ActivationFunction {
        ActivationFunction(approximate ? .geluTanh : .gelu)
    }

    /// f(z) = z for |z| > threshold, 0 otherwise.
    public static func hardShrink(threshold: Float) -> ActivationFunction {
        ActivationFunction(.hardShrink, slope: threshold)
    }

    /// f(z) = z ∓ threshold beyond ±threshold, 0 between.
    public static func softShrink(threshold: Float) -> ActivationFunction {
        ActivationFunction(.softShrink, slope: threshold)
    }

    /// f(z) = (z + √(z² + b)) / 2.
    public static func squareplus(b: Float) -> ActivationFunction { ActivationFunction(.squareplus, slope: b) }

    /// f(z) = z for z > threshold, defaultValue otherwise.
    public static func threshold(_ threshold: Float, defaultValue: Float) -> ActivationFunction {
        ActivationFunction(.threshold, slope: defaultValue, threshold: threshold)
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense.
    public func validate() throws {
        func check(_ ok: Bool, _ label: String, _ value: Float, _ expected: String) throws {
            guard ok else {
                throw EngineError(
                    .invalidArgument,
                    "\(name)'s \(label) is \(compactText(Double(value))), expected \(expected).")
            }
        }
        switch kind {
        case .leakyRelu, .rectified:
            try check(slope.isFinite && slope >= 0, "negativeSlope", slope, "0 or more")
            try check(threshold.isFinite && threshold >= 0, "threshold", threshold, "0 or more")
            try check(maximum > threshold, "maxValue", maximum, "more than the threshold, \(threshold)")
        case .elu: try check(slope.isFinite && slope >= 0, "alpha", slope, "0 or more")
        case .celu: try check(slope.isFinite && slope > 0, "alpha", slope, "a positive number")
        case .hardShrink, .softShrink: try check(slope.isFinite && slope >= 0, "threshold", slope, "0 or more")
        case .squareplus: try check(slope.isFinite && slope >= 0, "b", slope, "0 or more")
        case .threshold:
            try check(slope.isFinite, "defaultValue", slope, "a finite number")
            try check(threshold.isFinite, "threshold", threshold, "a finite number")
        default: break
        }
    }

    /// The shape behind it, for one in front: the same, or half the last axis for ``glu``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when that axis is odd, and what ``validate()`` throws.
    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try validate()
        if kind == .glu, inputShape.last.map({ !$0.isMultiple(of: 2) }) ?? true {
            throw EngineError(
                .shapeMismatch,
                "glu halves the last axis, which has to be even, but the shape is \(shapeText(inputShape)).")
        }
        return resultShape(for: inputShape)
    }

    /// As ``outputShape(for:)``, for a shape that was checked.
    func resultShape(for inputShape: [Int]) -> [Int] {
        kind == .glu ? inputShape.dropLast() + [(inputShape.last ?? 0) / 2] : inputShape
    }
}

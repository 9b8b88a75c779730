import CKernels

/// y = γ (x − μ) / √(σ² + ε) + β, over all axes but the last.
struct BatchNormalizationOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let gamma: GraphParameter?
    let beta: GraphParameter?
    let movingMean: GraphParameter
    let movingVariance: GraphParameter
    let momentum: Float
    let epsilon: Float
    /// Whether μ and σ² are those of the batch.
    let usesBatch: Bool

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [gamma, beta].compactMap { $0 } }
    private var channels: Int { movingMean.count }

    func emitForward(into plan: inout PlanEmitter) {
        let rows = plan.batch * input.width / channels
        let deviation = plan.auxiliary(of: output, 0, count: channels)
        let mean: UnsafePointer<Float>
        if usesBatch {
            let target = plan.auxiliary(of: output, 1, count: channels)
            plan.emit(
                BatchMoments(
                    mean: target, deviation: deviation, movingMean: plan.state(movingMean),
                    movingVariance: plan.state(movingVariance), input: UnsafePointer(plan.data(of: input)),
                    momentum: momentum, epsilon: epsilon, rows: rows, channels: channels,
                    scratch: plan.scratch(ck_normalization_scratch(rows, channels))))
            mean = UnsafePointer(target)
        } else {
            plan.emit(
                Deviations(
                    output: deviation, variance: plan.parameter(movingVariance), epsilon: epsilon, count: channels))
            mean = plan.parameter(movingMean)
        }
        plan.emit(
            BatchNormalizationForward(
                output: plan.data(of: output), input: UnsafePointer(plan.data(of: input)), mean: mean,
                deviation: UnsafePointer(deviation), scale: gamma.map { plan.parameter($0) },
                shift: beta.map { plan.parameter($0) }, rows: rows, channels: channels))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let rows = plan.batch * input.width / channels
        let scaleGradient = gamma.flatMap { plan.claimGradient(of: $0) }
        let shiftGradient = beta.flatMap { plan.claimGradient(of: $0) }
        let target = plan.claimGradient(of: input)
        let mean =
            usesBatch
            ? UnsafePointer(plan.auxiliary(of: output, 1, count: channels)) : plan.parameter(movingMean)
        plan.emit(
            BatchNormalizationBackward(
                inputGradient: target?.pointer, inputAccumulates: target?.isFirst == false ? 1 : 0,
                scaleGradient: scaleGradient?.pointer, scaleAccumulates: scaleGradient?.isFirst == false ? 1 : 0,
                shiftGradient: shiftGradient?.pointer, shiftAccumulates: shiftGradient?.isFirst == false ? 1 : 0,
                gradient: UnsafePointer(gradient), input: UnsafePointer(plan.data(of: input)), mean: mean,
                deviation: UnsafePointer(plan.auxiliary(of: output, 0, count: channels)),
                scale: gamma.map { plan.parameter($0) }, dependsOnBatch: usesBatch ? 1 : 0, rows: rows,
                channels: channels, scratch: plan.scratch(ck_normalization_scratch(rows, channels))))
    }
}

extension GraphBuilder {
    /// γ (x − μ) / √(σ² + ε) + β for each channel, the last axis; see ``BatchNormalization``.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when an array is not of the shape `[channels]`.
    public func batchNormalization(
        _ input: GraphValue, gamma: GraphParameter?, beta: GraphParameter?, movingMean: GraphParameter,
        movingVariance: GraphParameter, momentum: Float, epsilon: Float
    ) throws -> GraphValue {
        let expected = [input.shape.last ?? 1]
        for parameter in [gamma, beta, movingMean, movingVariance].compactMap({ $0 }) where parameter.shape != expected
        {
            throw EngineError(
                .shapeMismatch,
                """
                Batch normalisation of \(batchShapeText(input.shape)) takes arrays of shape \(shapeText(expected)), not \
                \(shapeText(parameter.shape)).
                """)
        }
        let output = value(input.shape)
        append(
            BatchNormalizationOperation(
                input: input, output: output, gamma: gamma, beta: beta, movingMean: movingMean,
                movingVariance: movingVariance, momentum: momentum, epsilon: epsilon, usesBatch: isTraining))
        return output
    }
}

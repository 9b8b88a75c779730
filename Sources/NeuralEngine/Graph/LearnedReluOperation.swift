import CKernels

/// y = x above zero, α x below, with one α for each number of the last axes.
struct LearnedReluOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let slopes: GraphParameter

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [slopes] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            LearnedReluForward(
                input: UnsafePointer(plan.data(of: input)), slopes: plan.parameter(slopes),
                output: plan.data(of: output), blocks: plan.batch * input.width / slopes.count, width: slopes.count))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let slopeGradient = plan.claimGradient(of: slopes)
        let inputGradient = plan.claimGradient(of: input)
        plan.emit(
            LearnedReluBackward(
                gradient: UnsafePointer(gradient), input: UnsafePointer(plan.data(of: input)),
                slopes: plan.parameter(slopes), inputGradient: inputGradient?.pointer,
                slopeGradient: slopeGradient?.pointer, addsInput: inputGradient.map { $0.isFirst ? 0 : 1 } ?? 0,
                addsSlopes: slopeGradient?.isFirst == false ? 1 : 0, blocks: plan.batch * input.width / slopes.count,
                width: slopes.count))
    }
}

extension GraphBuilder {
    /// x above zero, α x below; α has the length of the last axes that it covers.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the axes are no whole number of α's.
    public func learnedRelu(_ input: GraphValue, slopes: GraphParameter) throws -> GraphValue {
        guard slopes.count > 0, input.width.isMultiple(of: slopes.count) else {
            throw EngineError(
                .shapeMismatch,
                "Slopes of shape \(shapeText(slopes.shape)) do not fit \(batchShapeText(input.shape)).")
        }
        let output = value(input.shape)
        append(LearnedReluOperation(input: input, output: output, slopes: slopes))
        return output
    }
}

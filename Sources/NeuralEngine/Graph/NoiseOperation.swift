/// y = x + deviation · n, or y = x · (1 + deviation · n), n drawn anew each step from the normal distribution.
struct NoiseOperation: Operation {
    enum Kind: Sendable { case added, multiplied }

    let input: GraphValue
    let output: GraphValue
    let kind: Kind
    let deviation: Double
    /// Tells the draws of several operations of one network apart.
    let stream: UInt64

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            NoiseKernel(
                input: UnsafePointer(plan.data(of: input)), output: plan.data(of: output),
                multiplies: kind == .multiplied,
                deviation: Float(deviation), stream: stream, key: plan.stepKey(), count: plan.batch * output.width))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        let count = plan.batch * output.width
        if kind == .multiplied {
            plan.emit(
                NoiseKernel(
                    input: UnsafePointer(gradient), output: gradient, multiplies: true, deviation: Float(deviation),
                    stream: stream, key: plan.stepKey(), count: count))
        }
        plan.emit(
            CopyPieces(
                source: UnsafePointer(gradient), sourceStride: count, target: target.pointer, targetStride: count,
                width: count, pieces: 1, accumulates: !target.isFirst))
    }
}

extension GraphBuilder {
    /// While training, adds normal draws of a deviation to each number.
    public func gaussianNoise(_ input: GraphValue, deviation: Double) -> GraphValue {
        noise(input, .added, deviation: deviation)
    }

    /// While training, multiplies each number with a normal draw around 1.
    public func multiplicativeNoise(_ input: GraphValue, deviation: Double) -> GraphValue {
        noise(input, .multiplied, deviation: deviation)
    }

    private func noise(_ input: GraphValue, _ kind: NoiseOperation.Kind, deviation: Double) -> GraphValue {
        guard isTraining, deviation > 0 else { return input }
        let output = value(input.shape)
        append(
            NoiseOperation(input: input, output: output, kind: kind, deviation: deviation, stream: newRandomStream()))
        return output
    }
}

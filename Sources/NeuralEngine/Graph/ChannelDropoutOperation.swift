/// Dropout of whole channels, the last axis: what is dropped is dropped at all positions of a sample.
struct ChannelDropoutOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let rate: Double
    /// Tells the draws of several dropouts of one network apart.
    let stream: UInt64

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        emit(into: &plan, from: UnsafePointer(plan.data(of: input)), to: plan.data(of: output))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output), let target = plan.claimGradient(of: input) else { return }
        let destination = target.isFirst ? target.pointer : gradient
        emit(into: &plan, from: UnsafePointer(gradient), to: destination)
        if !target.isFirst {
            plan.emit(
                Accumulate(
                    target: target.pointer, source: UnsafePointer(destination), count: plan.batch * output.width))
        }
    }

    private func emit(
        into plan: inout PlanEmitter, from source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>
    ) {
        let channels = input.shape.last ?? 1
        let factors = plan.scratch(plan.batch * channels)
        // Drawn in both passes, the same each time, so that nothing is kept between them.
        plan.emit(
            DropoutFactors(
                output: factors, threshold: UInt32(rate * 4_294_967_296), factor: Float(1 / (1 - rate)), stream: stream,
                key: plan.stepKey(), count: plan.batch * channels))
        plan.emit(
            ScaleChannels(
                input: source, output: target, factors: UnsafePointer(factors), batch: plan.batch,
                positions: input.width / channels, channels: channels))
    }
}

extension GraphBuilder {
    /// As ``dropout(_:rate:)``, for whole channels: `[batch, …, channels]`, where one that is dropped is 0 at all positions.
    public func channelDropout(_ input: GraphValue, rate: Double) -> GraphValue {
        guard isTraining, rate > 0 else { return input }
        let output = value(input.shape)
        append(ChannelDropoutOperation(input: input, output: output, rate: rate, stream: newRandomStream()))
        return output
    }
}

/// y = x / (1 − rate) where kept, 0 where dropped; each step draws anew.
struct DropoutOperation: Operation {
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
        plan.emit(
            DropoutKernel(
                input: source, output: target, threshold: UInt32(rate * 4_294_967_296), factor: Float(1 / (1 - rate)),
                stream: stream, key: plan.stepKey(), count: plan.batch * output.width))
    }
}

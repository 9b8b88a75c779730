/// y = γ (x − mean) / √(variance + ε) + β with mean and variance over a group of channels at all positions of a sample.
struct GroupNormalizationOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let gamma: GraphParameter?
    let beta: GraphParameter?
    let epsilon: Float
    let groups: Int

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [gamma, beta].compactMap { $0 } }
    private var columns: Int { input.shape.last ?? 1 }
    private var positions: Int { input.width / columns }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            NormalizeGroupsForward(
                input: UnsafePointer(plan.data(of: input)), gamma: gamma.map { plan.parameter($0) },
                beta: beta.map { plan.parameter($0) }, output: plan.data(of: output),
                statistics: plan.auxiliary(of: output, 0, count: 2 * plan.batch * groups), epsilon: epsilon,
                batch: plan.batch, positions: positions, columns: columns, groups: groups))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let targets = plan.claimNormalization(input: input, gamma: gamma, beta: beta)
        plan.emit(
            NormalizeGroupsBackward(
                targets: targets, gradient: UnsafePointer(gradient), input: UnsafePointer(plan.data(of: input)),
                statistics: UnsafePointer(plan.auxiliary(of: output, 0, count: 2 * plan.batch * groups)),
                gamma: gamma.map { plan.parameter($0) }, batch: plan.batch, positions: positions, columns: columns,
                groups: groups))
    }
}

import CKernels

/// y = γ (x − mean) / √(variance + ε) + β for each row, or without the mean: γ x / √(mean of squares + ε).
struct RowNormalizationOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let gamma: GraphParameter?
    let beta: GraphParameter?
    let epsilon: Float
    let centered: Bool

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [gamma, beta].compactMap { $0 } }
    private var columns: Int { input.shape.last ?? 1 }
    private func rows(_ plan: PlanEmitter) -> Int { plan.batch * input.width / columns }

    func emitForward(into plan: inout PlanEmitter) {
        let rows = rows(plan)
        plan.emit(
            NormalizeRowsForward(
                input: UnsafePointer(plan.data(of: input)), gamma: gamma.map { plan.parameter($0) },
                beta: beta.map { plan.parameter($0) }, output: plan.data(of: output),
                statistics: plan.auxiliary(of: output, 0, count: 2 * rows), epsilon: epsilon, centered: centered,
                rows: rows, columns: columns))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        let rows = rows(plan)
        let targets = plan.claimNormalization(input: input, gamma: gamma, beta: beta)
        plan.emit(
            NormalizeRowsBackward(
                targets: targets, gradient: UnsafePointer(gradient), input: UnsafePointer(plan.data(of: input)),
                statistics: UnsafePointer(plan.auxiliary(of: output, 0, count: 2 * rows)),
                gamma: gamma.map { plan.parameter($0) },
                scratch: plan.scratch(2 * columns * Int(CK_NORMALIZATION_PIECES)), centered: centered, rows: rows,
                columns: columns))
    }
}

extension PlanEmitter {
    /// Where the gradients of a normalisation go.
    mutating func claimNormalization(
        input: GraphValue, gamma: GraphParameter?, beta: GraphParameter?
    ) -> NormalizationTargets {
        let inputTarget = claimGradient(of: input)
        let gammaTarget = gamma.flatMap { claimGradient(of: $0) }
        let betaTarget = beta.flatMap { claimGradient(of: $0) }
        func bit(_ isFirst: Bool?, _ value: Int32) -> Int32 { isFirst == false ? value : 0 }
        return NormalizationTargets(
            input: inputTarget?.pointer, gamma: gammaTarget?.pointer, beta: betaTarget?.pointer,
            accumulates: bit(inputTarget?.isFirst, 1) | bit(gammaTarget?.isFirst, 2) | bit(betaTarget?.isFirst, 4))
    }
}

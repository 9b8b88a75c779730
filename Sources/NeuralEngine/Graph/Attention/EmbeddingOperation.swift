/// y = E[x] (+ P[place]): each index makes way for its row of a table.
struct EmbeddingOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let table: GraphParameter
    /// `[time or more, columns]`; the first `time` rows are used.
    let positions: GraphParameter?

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [table] + (positions.map { [$0] } ?? []) }
    /// How many rows the table has: an index is a whole number below it.
    var words: Int { table.shape[0] }
    private var columns: Int { table.shape[1] }
    private var time: Int { input.width }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            EmbeddingForward(
                indices: UnsafePointer(plan.data(of: input)), table: plan.parameter(table),
                positions: positions.map { plan.parameter($0) }, output: plan.data(of: output),
                rows: plan.batch * time, time: time, words: words, columns: columns))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        if let target = plan.claimGradient(of: table) {
            plan.emit(
                EmbeddingBackward(
                    indices: UnsafePointer(plan.data(of: input)), gradient: UnsafePointer(gradient),
                    table: target.pointer, rows: plan.batch * time, words: words, columns: columns,
                    accumulates: !target.isFirst))
        }
        if let positions {
            plan.emitPositionGradient(
                of: positions, gradient: UnsafePointer(gradient), width: time * columns)
        }
        // An index has no derivative; what it was computed from gets zeros.
        if let indices = plan.claimGradient(of: input), indices.isFirst {
            plan.emit(ZeroKernel(target: indices.pointer, count: plan.batch * time))
        }
    }
}

extension PlanEmitter {
    /// The gradient of a table whose first `width` numbers are added to every sample; the rest gets zeros.
    mutating func emitPositionGradient(of table: GraphParameter, gradient: UnsafePointer<Float>, width: Int) {
        guard let target = claimGradient(of: table) else { return }
        emit(
            AddToEachBackward(
                gradient: gradient, table: target.pointer, batch: batch, width: width, accumulates: !target.isFirst))
        if target.isFirst, table.count > width {
            emit(ZeroKernel(target: target.pointer + width, count: table.count - width))
        }
    }
}

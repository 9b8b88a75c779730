/// y = x Eᵀ + b over the last axis, for a table E of `[words, columns]`.
struct TransposedAffineOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let table: GraphParameter
    let bias: GraphParameter?

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [table] + (bias.map { [$0] } ?? []) }
    private var words: Int { table.shape[0] }
    private var columns: Int { table.shape[1] }
    private func rows(_ plan: PlanEmitter) -> Int { plan.batch * input.width / columns }

    func emitForward(into plan: inout PlanEmitter) {
        let product = Product(rows: rows(plan), columns: words, inner: columns, rightTransposed: true)
        plan.emit(
            ProductKernel(
                product: product, left: UnsafePointer(plan.data(of: input)), right: plan.parameter(table),
                bias: bias.map { plan.parameter($0) }, output: plan.data(of: output),
                scratch: plan.scratch(product.scratchCount)))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output).map({ UnsafePointer($0) }) else { return }
        let rows = rows(plan)
        if let target = plan.claimGradient(of: table) {
            let product = Product(
                rows: words, columns: columns, inner: rows, leftTransposed: true, accumulates: !target.isFirst)
            plan.emit(
                ProductKernel(
                    product: product, left: gradient, right: UnsafePointer(plan.data(of: input)), bias: nil,
                    output: target.pointer, scratch: plan.scratch(product.scratchCount)))
        }
        if let target = bias.flatMap({ plan.claimGradient(of: $0) }) {
            plan.emit(
                ChannelSums(
                    target: target.pointer, source: gradient, rows: rows, channels: words,
                    accumulates: target.isFirst ? 0 : 1))
        }
        guard let target = plan.claimGradient(of: input) else { return }
        let product = Product(rows: rows, columns: columns, inner: words, accumulates: !target.isFirst)
        plan.emit(
            ProductKernel(
                product: product, left: gradient, right: plan.parameter(table), bias: nil, output: target.pointer,
                scratch: plan.scratch(product.scratchCount)))
    }
}

extension GraphBuilder {
    /// y = x Eᵀ + b over the last axis: `[batch, …, columns]` to `[batch, …, words]`; E is `[words, columns]`, b `[words]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes of x and E.
    public func affine(
        _ input: GraphValue, transposedKernel table: GraphParameter, bias: GraphParameter?
    ) throws -> GraphValue {
        guard table.shape.count == 2, input.shape.last == table.shape[1],
            bias.map({ $0.shape == [table.shape[0]] }) ?? true
        else {
            throw EngineError(
                .shapeMismatch,
                "Input \(batchShapeText(input.shape)) does not fit a table of shape \(shapeText(table.shape)), transposed."
            )
        }
        let output = value(input.shape.dropLast() + [table.shape[0]])
        append(TransposedAffineOperation(input: input, output: output, table: table, bias: bias))
        return output
    }
}

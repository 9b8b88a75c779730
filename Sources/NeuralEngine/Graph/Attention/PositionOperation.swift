/// y = x + P, with a learned table P whose first rows are added to every sample.
struct PositionOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let table: GraphParameter

    var inputs: [GraphValue] { [input] }
    var parameters: [GraphParameter] { [table] }

    func emitForward(into plan: inout PlanEmitter) {
        plan.emit(
            AddToEachForward(
                input: UnsafePointer(plan.data(of: input)), table: plan.parameter(table), output: plan.data(of: output),
                batch: plan.batch, width: input.width))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        plan.emitPositionGradient(of: table, gradient: UnsafePointer(gradient), width: input.width)
        plan.handGradient(of: output, to: input)
    }
}

/// y = x + P, with sines and cosines of the place in P; nothing is learned.
struct SinusoidOperation: Operation {
    let input: GraphValue
    let output: GraphValue
    let wavelength: Double

    var inputs: [GraphValue] { [input] }

    func emitForward(into plan: inout PlanEmitter) {
        let table = plan.scratch(input.width)
        let columns = input.shape.last ?? 1
        // Anew for each batch: a few microseconds, and no memory of its own.
        plan.emit(
            SinusoidKernel(table: table, wavelength: wavelength, time: input.width / columns, columns: columns))
        plan.emit(
            AddToEachForward(
                input: UnsafePointer(plan.data(of: input)), table: UnsafePointer(table), output: plan.data(of: output),
                batch: plan.batch, width: input.width))
    }

    func emitBackward(into plan: inout PlanEmitter) { plan.handGradient(of: output, to: input) }
}

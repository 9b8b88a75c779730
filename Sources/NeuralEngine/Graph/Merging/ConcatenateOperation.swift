/// Several values one behind the other along an axis.
struct ConcatenateOperation: Operation {
    let inputs: [GraphValue]
    let output: GraphValue
    let axis: Int

    /// Numbers of a value that lie in one piece in the result, and how many such pieces a sample has.
    private func piece(_ value: GraphValue) -> Int { value.shape[axis...].reduce(1, *) }
    private var pieces: Int { output.shape[..<axis].reduce(1, *) }

    func emitForward(into plan: inout PlanEmitter) {
        let result = plan.data(of: output)
        var offset = 0
        for input in inputs {
            let width = piece(input)
            plan.emit(
                CopyPieces(
                    source: UnsafePointer(plan.data(of: input)), sourceStride: width, target: result + offset,
                    targetStride: piece(output), width: width, pieces: plan.batch * pieces, accumulates: false))
            offset += width
        }
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        var offset = 0
        for input in inputs {
            let width = piece(input)
            defer { offset += width }
            guard let target = plan.claimGradient(of: input) else { continue }
            plan.emit(
                CopyPieces(
                    source: UnsafePointer(gradient + offset), sourceStride: piece(output), target: target.pointer,
                    targetStride: width, width: width, pieces: plan.batch * pieces, accumulates: !target.isFirst))
        }
    }
}

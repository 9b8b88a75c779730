/// How values of one shape become one, element by element.
enum MergeKind: Sendable {
    case add, subtract, multiply, average, maximum, minimum
}

/// Several values of one shape made one, element by element.
struct MergeOperation: Operation {
    let inputs: [GraphValue]
    let output: GraphValue
    let kind: MergeKind

    func emitForward(into plan: inout PlanEmitter) {
        let count = plan.batch * output.width
        let result = plan.data(of: output)
        var left = UnsafePointer(plan.data(of: inputs[0]))
        for (index, input) in inputs.enumerated().dropFirst() {
            let isLast = index == inputs.count - 1
            plan.emit(
                MergeForward(
                    left: left, right: UnsafePointer(plan.data(of: input)), output: result, kind: kind,
                    scale: kind == .average && isLast ? 1 / Float(inputs.count) : 1, count: count))
            left = UnsafePointer(result)
        }
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output).map({ UnsafePointer($0) }) else { return }
        let count = plan.batch * output.width
        // The same value may stand among the inputs twice; then its parts add up.
        for (index, input) in inputs.enumerated() {
            guard let target = plan.claimGradient(of: input) else { continue }
            switch kind {
            case .add, .average, .subtract:
                let factor: Float =
                    kind == .average ? 1 / Float(inputs.count) : kind == .subtract && index == 1 ? -1 : 1
                plan.emit(
                    AddScaled(
                        target: target.pointer, source: gradient, factor: factor, count: count,
                        accumulates: !target.isFirst))
            case .multiply:
                // g · x₁ · x₂ …, without the input itself.
                let product = plan.scratch(count)
                var factor = gradient
                for (other, value) in inputs.enumerated() where other != index {
                    plan.emit(
                        MergeForward(
                            left: factor, right: UnsafePointer(plan.data(of: value)), output: product, kind: .multiply,
                            scale: 1, count: count))
                    factor = UnsafePointer(product)
                }
                plan.emit(
                    AddScaled(
                        target: target.pointer, source: factor, factor: 1, count: count, accumulates: !target.isFirst))
            case .maximum, .minimum:
                // How many inputs have the extreme value, place by place; then the input's part where it is one of them.
                let ties = plan.scratch(count)
                for (other, value) in inputs.enumerated() {
                    plan.emit(
                        CountEqual(
                            target: ties, left: UnsafePointer(plan.data(of: value)),
                            right: UnsafePointer(plan.data(of: output)), count: count, accumulates: other > 0))
                }
                plan.emit(
                    ExtremeBackward(
                        target: target.pointer, gradient: gradient, ties: UnsafePointer(ties),
                        input: UnsafePointer(plan.data(of: input)), output: UnsafePointer(plan.data(of: output)),
                        count: count, accumulates: !target.isFirst))
            }
        }
    }
}

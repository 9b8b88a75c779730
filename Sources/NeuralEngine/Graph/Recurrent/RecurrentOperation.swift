import CKernels

/// All steps of a recurrent layer.
struct RecurrentOperation: Operation {
    let cell: RecurrentCell
    let units: Int
    let activation: ActivationFunction
    let recurrentActivation: ActivationFunction
    /// What the output holds: every step's h, the last one, or all of the last state.
    let result: RecurrentResult
    let goesBackwards: Bool
    /// Whether the output's steps lie in the order of the input's although walked backwards.
    let restoresOrder: Bool
    /// Whether skipped steps show zeros, in place of the state as it was.
    let zeroesSkipped: Bool
    /// Rates of dropout of the input and of h, and the number of the random draws for both.
    let dropout: (input: Double, recurrent: Double, stream: UInt64)?

    /// `[time, features]`
    let input: GraphValue
    let output: GraphValue
    /// `[time]`: 1 to keep, 0 to skip.
    let mask: GraphValue?
    /// h, or h and c, or both in one value.
    let initialStates: [GraphValue]
    let kernel: GraphParameter
    let recurrentKernel: GraphParameter
    let bias: GraphParameter?

    var inputs: [GraphValue] { [input] + [mask].compactMap(\.self) + initialStates }
    var parameters: [GraphParameter] { [kernel, recurrentKernel] + (bias.map { [$0] } ?? []) }
    /// An activation that no gradient would pass.
    var stepwiseActivation: ActivationFunction? {
        [activation, recurrentActivation].prefix(cell == .simple ? 1 : 2).first(where: \.isStepwise)
    }

    private var keepsSums: Bool {
        activation.derivativeNeedsInput || (cell != .simple && recurrentActivation.derivativeNeedsInput)
    }

    func emitForward(into plan: inout PlanEmitter) {
        var layer = description(&plan)
        layer.input = UnsafePointer(plan.data(of: input))
        layer.bias = bias.map { plan.parameter($0) }
        layer.output = plan.data(of: output)
        if result == .state, cell == .lstm { layer.final_cell = plan.data(of: output) + units }
        for (index, state) in initialStates.enumerated() {
            let numbers = UnsafePointer(plan.data(of: state))
            if index == 0 { layer.initial_hidden = numbers } else { layer.initial_cell = numbers }
        }
        if joinsStates, let both = layer.initial_hidden { layer.initial_cell = both + units }
        emitFactors(layer, into: &plan)
        layer.scratch = plan.scratch(ck_recurrent_forward_scratch(&layer))
        plan.emit(RecurrentForward(layer: layer))
    }

    func emitBackward(into plan: inout PlanEmitter) {
        guard let gradient = plan.gradient(of: output) else { return }
        var layer = description(&plan)
        layer.output_gradient = UnsafePointer(gradient)
        if result == .state, cell == .lstm { layer.final_cell_gradient = UnsafePointer(gradient + units) }
        if let target = plan.claimGradient(of: input) {
            layer.input_gradient = target.pointer
            layer.adds_input = target.isFirst ? 0 : 1
        }
        for (index, state) in initialStates.enumerated() {
            guard let target = plan.claimGradient(of: state) else { continue }
            if index == 0 {
                layer.initial_hidden_gradient = target.pointer
                layer.adds_initial_hidden = target.isFirst ? 0 : 1
            }
            if index == 1 || joinsStates {
                layer.initial_cell_gradient = target.pointer + (joinsStates ? units : 0)
                layer.adds_initial_cell = target.isFirst ? 0 : 1
            }
        }
        // All of a layer's weights are learned, or none.
        if let target = plan.claimGradient(of: kernel) {
            layer.kernel_gradient = target.pointer
            layer.adds_kernel = target.isFirst ? 0 : 1
        }
        if let target = plan.claimGradient(of: recurrentKernel) {
            layer.recurrent_kernel_gradient = target.pointer
            layer.adds_recurrent_kernel = target.isFirst ? 0 : 1
        }
        if let target = bias.flatMap({ plan.claimGradient(of: $0) }) {
            layer.bias_gradient = target.pointer
            layer.adds_bias = target.isFirst ? 0 : 1
        }
        layer.scratch = plan.scratch(ck_recurrent_backward_scratch(&layer))
        plan.emit(RecurrentBackward(layer: layer))
    }

    /// Whether one value holds h and c side by side.
    private var joinsStates: Bool { cell == .lstm && initialStates.count == 1 }

    /// What both passes need.
    private func description(_ plan: inout PlanEmitter) -> ck_recurrent {
        var layer = ck_recurrent()
        layer.cell = cell.kernel
        layer.activation = Int32(bitPattern: (activation.kernel ?? ck_tanh).rawValue)
        layer.recurrent_activation = Int32(bitPattern: (recurrentActivation.kernel ?? ck_sigmoid).rawValue)
        layer.from_sums = activation.derivativeNeedsInput ? 1 : 0
        layer.recurrent_from_sums = recurrentActivation.derivativeNeedsInput ? 1 : 0
        layer.slope = activation.slope
        layer.recurrent_slope = recurrentActivation.slope
        layer.batch = plan.batch
        layer.time = input.shape[0]
        layer.features = input.shape[1]
        layer.units = units
        layer.backwards = goesBackwards ? 1 : 0
        layer.sequence = result == .sequence ? 1 : 0
        layer.restores_order = restoresOrder ? 1 : 0
        layer.zeroes_skipped = zeroesSkipped && result == .sequence ? 1 : 0
        layer.keeps_steps = plan.isTraining ? 1 : 0
        layer.kernel = plan.parameter(kernel)
        layer.recurrent_kernel = plan.parameter(recurrentKernel)
        layer.output_row = output.width
        layer.initial_row = initialStates.first?.width ?? 0
        layer.mask = mask.map { UnsafePointer(plan.data(of: $0)) }
        layer.gates = plan.auxiliary(of: output, 0, count: ck_recurrent_gates_count(&layer))
        layer.joined = plan.auxiliary(of: output, 1, count: ck_recurrent_joined_count(&layer))
        layer.states = plan.auxiliary(of: output, 2, count: ck_recurrent_states_count(&layer))
        if plan.isTraining, keepsSums {
            layer.sums = plan.auxiliary(of: output, 3, count: ck_recurrent_gates_count(&layer))
        }
        if let dropout, dropout.input > 0 {
            layer.input_factor = UnsafePointer(
                plan.auxiliary(of: output, 4, count: plan.batch * layer.features))
        }
        if let dropout, dropout.recurrent > 0 {
            layer.recurrent_factor = UnsafePointer(plan.auxiliary(of: output, 5, count: plan.batch * units))
        }
        return layer
    }

    /// Draws what is dropped, once for all steps.
    private func emitFactors(_ layer: ck_recurrent, into plan: inout PlanEmitter) {
        guard let dropout else { return }
        let draws = [
            (layer.input_factor, dropout.input, layer.features, dropout.stream),
            (layer.recurrent_factor, dropout.recurrent, units, dropout.stream + 1),
        ]
        for (factors, rate, width, stream) in draws {
            guard let factors else { continue }
            plan.emit(
                DropoutFactors(
                    output: UnsafeMutablePointer(mutating: factors), threshold: UInt32(rate * 4_294_967_296),
                    factor: Float(1 / (1 - rate)), stream: stream, key: plan.stepKey(), count: plan.batch * width))
        }
    }
}

/// What a recurrent layer gives.
enum RecurrentResult: Sendable, Hashable {
    /// h of every step: `[time, units]`.
    case sequence
    /// h of the last step: `[units]`.
    case last
    /// All that a further layer needs to go on: h, and for LSTM c behind it: `[units]` or `[2 · units]`.
    case state
}

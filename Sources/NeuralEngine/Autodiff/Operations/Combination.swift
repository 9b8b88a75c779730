import CKernels

/// left kind right, both repeated to a shape that ``Tensor/broadcastShape(_:_:)`` has found.
struct Combination: BinaryOperation {
    let kind: ck_combination
    let shape: [Int]

    var keepsInputs: Bool { kind != ck_plus && kind != ck_minus }
    var keepsOutput: Bool { kind == ck_over || kind == ck_to_power }

    func value(_ left: Tensor, _ right: Tensor) -> Tensor {
        Tensor.computing(shape: shape, left, right) { output, a, b in
            if left.count == right.count, left.shape == right.shape {
                BroadcastGeometry.combineFlat(output, a, b, kind, count: left.count)
            } else {
                BroadcastGeometry.combine(output, a, left.shape, b, right.shape, kind, shape: shape)
            }
        }
    }

    func gradients(
        _ upstream: Tensor, _ inputs: BinaryInputs, output: Tensor
    ) throws -> (left: Tensor?, right: Tensor?) {
        let (left, right) = (inputs.left, inputs.right)
        var first: Tensor?
        var second: Tensor?
        switch kind {
        case ck_plus:
            (first, second) = (upstream, upstream)
        case ck_minus:
            first = upstream
            if inputs.wantsRight { second = -upstream }
        case ck_times:
            if inputs.wantsLeft { first = try upstream * right }
            if inputs.wantsRight { second = try upstream * left }
        case ck_over:
            let slope = try upstream / right
            first = slope
            if inputs.wantsRight { second = try -(slope * output) }
        case ck_maximum, ck_minimum:
            // Equal numbers share the gradient, as in PyTorch.
            let wins = try kind == ck_maximum ? left .> right : left .< right
            let share = try wins + (left .== right) * 0.5
            if inputs.wantsLeft { first = try upstream * share }
            if inputs.wantsRight { second = try upstream * (1 - share) }
        case ck_to_power:
            if inputs.wantsLeft {
                // Where the exponent is 0 the power is 1 for every number, 0 included.
                let slope = try right * left.power(right - 1)
                first = try upstream * slope.replacing(with: 0, where: right .== 0)
            }
            if inputs.wantsRight {
                // 0 to any positive power stays 0: no slope, where ln 0 would be -infinity.
                let slope = try output * left.replacing(with: 1, where: left .== 0).log()
                second = try upstream * slope
            }
        default:
            break
        }
        return (
            inputs.wantsLeft ? try first?.reduced(to: left.shape) : nil,
            inputs.wantsRight ? try second?.reduced(to: right.shape) : nil
        )
    }
}

/// input kind scalar, or scalar kind input.
struct ScalarCombination: UnaryOperation {
    let kind: ck_combination
    let scalar: Float
    let scalarIsLeft: Bool

    var keepsInput: Bool {
        switch kind {
        case ck_plus, ck_minus, ck_times: false
        case ck_over: scalarIsLeft
        default: true
        }
    }
    var keepsOutput: Bool { scalarIsLeft && (kind == ck_over || kind == ck_to_power) }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in
            BroadcastGeometry.combine(output, numbers, scalar, kind, scalarIsLeft: scalarIsLeft, count: count)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        switch kind {
        case ck_plus: return upstream
        case ck_minus: return scalarIsLeft ? -upstream : upstream
        case ck_times: return upstream * scalar
        case ck_over: return scalarIsLeft ? try -(upstream * output / input) : upstream / scalar
        case ck_maximum: return try upstream * ((input .> scalar) + (input .== scalar) * 0.5)
        case ck_minimum: return try upstream * ((input .< scalar) + (input .== scalar) * 0.5)
        case ck_to_power:
            if scalarIsLeft { return try upstream * output * Tensor(scalar).log() }
            if scalar == 0 { return upstream * 0 }
            if scalar == 1 { return upstream }
            return try upstream * (scalar == 2 ? input : input.power(scalar - 1)) * scalar
        default: return upstream * 0
        }
    }
}

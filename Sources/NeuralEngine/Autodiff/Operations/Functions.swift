import CKernels

/// A function of each number.
struct Mapping: UnaryOperation {
    let function: ck_function

    var keepsInput: Bool {
        switch function {
        case ck_absolute, ck_square, ck_sine, ck_cosine: true
        default: false
        }
    }
    var keepsOutput: Bool { function == ck_square_root || function == ck_reciprocal }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in ck_map(output, numbers, function, count) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        switch function {
        case ck_absolute: try upstream * input.sign()
        case ck_square: try upstream * input * 2
        case ck_square_root: try upstream / output * 0.5
        case ck_reciprocal: try -(upstream * output.squared())
        case ck_sine: try upstream * input.cos()
        case ck_cosine: try -(upstream * input.sin())
        // Steps: flat wherever they have a slope at all.
        default: Tensor(uncheckedShape: input.shape, scalars: Array(repeating: 0, count: upstream.count))
        }
    }
}

/// eˣ
struct Exponential: UnaryOperation {
    var keepsOutput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in ck_exp(output, numbers, count) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor { try upstream * output }
}

/// ln x
struct Logarithm: UnaryOperation {
    var keepsInput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        input.computing { output, numbers, count in ck_log(output, numbers, count) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor { try upstream / input }
}

import CKernels

/// Softmax of each row of the last axis.
struct SoftmaxOfRows: UnaryOperation {
    var keepsOutput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        let columns = input.shape.last ?? 1
        return input.computing { output, numbers, count in ck_softmax(output, numbers, count / columns, columns) }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        guard upstream.isTracked || output.isTracked else {
            let columns = output.shape.last ?? 1
            return Tensor.computing(shape: output.shape, upstream, output) { result, gradient, y in
                ck_softmax_backward(result, gradient, y, output.count / columns, columns)
            }
        }
        let product = try upstream * output
        return try product - output * product.sum(axis: -1, keepDimensions: true)
    }
}

/// ln Σ eˣ of each row of the last axis, which stays with length 1.
struct LogSumExpOfRows: UnaryOperation {
    var keepsInput: Bool { true }
    var keepsOutput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        let columns = input.shape.last ?? 1
        let shape = input.shape.dropLast() + [1]
        let rows = shape.reduce(1, *)
        return input.computing(shape: Array(shape)) { output, numbers in
            ck_log_sum_exp(output, numbers, rows, columns)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        try upstream * (input - output).exp()
    }
}

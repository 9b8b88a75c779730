import CKernels

/// Rows of `width` numbers taken from places of a tensor seen as a matrix.
struct Gathering: UnaryOperation {
    let places: [Int]
    let width: Int
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        input.computing(shape: shape) { output, numbers in
            ck_gather_rows(output, numbers, places, places.count, width)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Scattering(places: places, width: width, shape: input.shape))
    }
}

/// Zeros, with rows added to places: where ``Gathering`` has taken a row twice, two are added up.
struct Scattering: UnaryOperation {
    let places: [Int]
    let width: Int
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        input.computing(shape: shape) { output, numbers in
            output.update(repeating: 0, count: shape.reduce(1, *))
            ck_add_rows(output, numbers, places, places.count, width)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Gathering(places: places, width: width, shape: input.shape))
    }
}

/// One number replaced by a constant.
struct Replacement: UnaryOperation {
    let offset: Int
    let value: Float

    func value(_ input: Tensor) -> Tensor {
        var result = input.detached
        result.change { $0[offset] = value }
        return result
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Replacement(offset: offset, value: 0))
    }
}

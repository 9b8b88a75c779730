import CKernels

/// The same numbers under another shape.
struct Reshaping: UnaryOperation {
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor { Tensor(uncheckedShape: shape, scalars: input.scalars) }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Reshaping(shape: input.shape))
    }
}

/// Axes in another order.
struct Permutation: UnaryOperation {
    let order: [Int]

    func value(_ input: Tensor) -> Tensor {
        let strides = Tensor.strides(of: input.shape)
        let shape = order.map { input.shape[$0] }
        return input.copied(shape: shape, strides: order.map { strides[$0] })
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        var inverse = order
        for (axis, source) in order.enumerated() { inverse[source] = axis }
        return upstream.applying(Permutation(order: inverse))
    }
}

/// Repeated to a shape that fits.
struct Broadcasting: UnaryOperation {
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        let missing = shape.count - input.rank
        let own = Tensor.strides(of: input.shape)
        let strides = shape.indices.map { axis in
            axis < missing || input.shape[axis - missing] == 1 ? 0 : own[axis - missing]
        }
        return input.copied(shape: shape, strides: strides)
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        try upstream.reduced(to: input.shape)
    }
}

/// A block of a tensor: from `start` on, of a given shape.
struct Slicing: UnaryOperation {
    let start: [Int]
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        let strides = Tensor.strides(of: input.shape)
        let offset = zip(start, strides).reduce(0) { $0 + $1.0 * $1.1 }
        return input.copied(shape: shape, strides: strides, offset: offset)
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Padding(start: start, shape: input.shape))
    }
}

/// A tensor of zeros with a block in it: what ``Slicing`` takes apart.
struct Padding: UnaryOperation {
    let start: [Int]
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        let strides = Tensor.strides(of: shape)
        let offset = zip(start, strides).reduce(0) { $0 + $1.0 * $1.1 }
        return input.computing(shape: shape) { output, numbers in
            output.update(repeating: 0, count: shape.reduce(1, *))
            guard input.count > 0 else { return }
            ck_copy_strided(
                output + offset, strides, numbers, Tensor.strides(of: input.shape), input.rank, input.shape)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Slicing(start: start, shape: input.shape))
    }
}

/// Tensors one behind the other along an axis.
struct Concatenation: ListOperation {
    let axis: Int
    let shape: [Int]

    func value(_ inputs: [Tensor]) -> Tensor {
        let inner = shape[(axis + 1)...].reduce(1, *)
        let outer = shape[..<axis].reduce(1, *)
        let row = shape[axis] * inner
        return Tensor(uncheckedShape: shape) { target in
            guard let output = target.baseAddress, !target.isEmpty else { return }
            var offset = 0
            for input in inputs where input.count > 0 {
                let width = input.shape[axis] * inner
                input.scalars.withUnsafeBufferPointer { numbers in
                    guard let base = numbers.baseAddress else { return }
                    ck_copy_strided(output + offset, [row, 1], base, [width, 1], 2, [outer, width])
                }
                offset += width
            }
        }
    }

    func gradients(_ upstream: Tensor, inputs: [Tensor]) -> [Tensor?] {
        var start = Array(repeating: 0, count: shape.count)
        return inputs.map { input in
            defer { start[axis] += input.shape[axis] }
            return upstream.applying(Slicing(start: start, shape: input.shape))
        }
    }
}

extension Tensor {
    /// Reads this tensor's numbers in the order that a shape and strides (0 repeats) give.
    func copied(shape: [Int], strides: [Int], offset: Int = 0) -> Tensor {
        let own = Tensor.strides(of: shape)
        return computing(shape: shape) { output, numbers in
            ck_copy_strided(output, own, numbers + offset, strides, shape.count, shape)
        }
    }

    /// Sums over the axes along which a tensor of the given shape was repeated to this one.
    func reduced(to target: [Int]) throws -> Tensor {
        guard shape != target else { return self }
        let missing = rank - target.count
        let axes = shape.indices.filter { $0 < missing || (target[$0 - missing] == 1 && shape[$0] != 1) }
        return try sum(axes: axes, keepDimensions: true).applying(Reshaping(shape: target))
    }
}

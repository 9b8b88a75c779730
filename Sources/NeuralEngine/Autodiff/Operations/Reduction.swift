import CKernels

/// A tensor seen as `[outer, length, inner]`, of which the middle axis is reduced.
struct ReducedAxes: Sendable {
    let outer: Int
    let length: Int
    let inner: Int
    /// The shape of what is left.
    let shape: [Int]
}

/// Sum, largest or smallest number along neighbouring axes.
struct Reduction: UnaryOperation {
    let kind: ck_reduction
    let axes: ReducedAxes

    var keepsInput: Bool { kind != ck_total }
    var keepsOutput: Bool { kind != ck_total }

    func value(_ input: Tensor) -> Tensor {
        input.computing(shape: axes.shape) { output, numbers in
            ck_reduce(output, numbers, kind, axes.outer, axes.length, axes.inner)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        let spread = Repetition(axes: axes, shape: input.shape)
        guard kind != ck_total else { return upstream.applying(spread) }
        // Equal numbers share the gradient, as PyTorch's amax has it.
        let mask = try input .== output.applying(spread)
        let counts = mask.applying(Reduction(kind: ck_total, axes: axes))
        return try (upstream / counts).applying(spread) * mask
    }
}

/// The other way: each number repeated along the axes that ``Reduction`` takes away.
struct Repetition: UnaryOperation {
    let axes: ReducedAxes
    let shape: [Int]

    func value(_ input: Tensor) -> Tensor {
        if input.count == 1, let value = input.scalars.first {
            return Tensor(uncheckedShape: shape, scalars: Array(repeating: value, count: axes.length))
        }
        return input.computing(shape: shape) { output, numbers in
            let lengths = [axes.outer, axes.length, axes.inner]
            ck_copy_strided(output, Tensor.strides(of: lengths), numbers, [axes.inner, 0, 1], 3, lengths)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(Reduction(kind: ck_total, axes: axes))
    }
}

/// Euclid's norm along neighbouring axes: √Σ x².
struct EuclideanNorm: UnaryOperation {
    let axes: ReducedAxes
    var keepsInput: Bool { true }
    var keepsOutput: Bool { true }

    func value(_ input: Tensor) -> Tensor {
        let squares = input.computing { output, numbers, count in ck_map(output, numbers, ck_square, count) }
        return Reduction(kind: ck_total, axes: axes).value(squares).computing { output, numbers, count in
            ck_map(output, numbers, ck_square_root, count)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor {
        // At zero the norm has a corner; its gradient there is 0, as in PyTorch.
        let slope = try upstream / output.replacing(with: 1, where: output .== 0)
        return try slope.applying(Repetition(axes: axes, shape: input.shape)) * input
    }
}

/// Sums of all numbers up to each place of an axis, or from each place on.
struct CumulativeSum: UnaryOperation {
    let axis: Int
    let isReversed: Bool

    func value(_ input: Tensor) -> Tensor {
        let shape = input.shape
        return input.computing { output, numbers, _ in
            ck_cumulative_sum(
                output, numbers, shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *),
                isReversed ? 1 : 0)
        }
    }

    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) -> Tensor {
        upstream.applying(CumulativeSum(axis: axis, isReversed: !isReversed))
    }
}

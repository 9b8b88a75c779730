import CKernels

/// The gradients of the operations on a tape, while the backward pass collects them.
struct GradientTable {
    private var gradients: [Tensor?]

    init(count: Int) { gradients = Array(repeating: nil, count: count) }

    /// Adds a contribution; none for a constant.
    mutating func add(_ gradient: Tensor?, to place: Int?) throws {
        guard let place, let gradient else { return }
        guard var sum = gradients[place] else {
            gradients[place] = gradient
            return
        }
        gradients[place] = nil
        if sum.node == nil, gradient.node == nil {
            // In place, unless somebody else holds the numbers as well.
            sum.accumulate(gradient)
        } else {
            sum = try sum + gradient
        }
        gradients[place] = sum
    }

    /// Takes a gradient out, so that its memory is free as soon as it is used.
    mutating func take(_ place: Int) -> Tensor? {
        defer { gradients[place] = nil }
        return gradients[place]
    }
}

extension Tensor {
    /// self += other, both of the same shape and constant.
    fileprivate mutating func accumulate(_ other: Tensor) {
        change { numbers in
            other.scalars.withUnsafeBufferPointer { source in
                guard let base = source.baseAddress else { return }
                ck_add(numbers, numbers, base, source.count)
            }
        }
    }
}

import CKernels

/// How two shapes lie on the one they take together: axes on which both go on in the same way are joined into one, so that
/// the kernel's inner loops are long.
enum BroadcastGeometry {
    /// out = left kind right, for arrays of the same length.
    static func combineFlat(
        _ output: UnsafeMutablePointer<Float>, _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>,
        _ kind: ck_combination, count: Int
    ) {
        // The commonest ones without the way through strides.
        switch kind {
        case ck_plus: ck_add(output, left, right, count)
        case ck_minus: ck_subtract(output, left, right, count)
        case ck_times: ck_multiply(output, left, right, count)
        default:
            var length = count
            var step = 1
            ck_combine(output, left, right, kind, 1, &length, &step, &step)
        }
    }

    /// out = input kind scalar, or scalar kind input.
    static func combine(
        _ output: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>, _ scalar: Float, _ kind: ck_combination,
        scalarIsLeft: Bool, count: Int
    ) {
        if kind == ck_to_power, !scalarIsLeft { return ck_power(output, input, scalar, count) }
        var scalar = scalar
        var length = count
        var step = 1
        var still = 0
        if scalarIsLeft {
            ck_combine(output, &scalar, input, kind, 1, &length, &still, &step)
        } else {
            ck_combine(output, input, &scalar, kind, 1, &length, &step, &still)
        }
    }

    /// out[shape] = left kind right, both repeated to the shape.
    static func combine(
        _ output: UnsafeMutablePointer<Float>, _ left: UnsafePointer<Float>, _ leftShape: [Int],
        _ right: UnsafePointer<Float>, _ rightShape: [Int], _ kind: ck_combination, shape: [Int]
    ) {
        let rank = shape.count
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * rank) { memory in
            guard let lengths = memory.baseAddress else {
                return ck_combine(output, left, right, kind, 0, shape, shape, shape)
            }
            let first = lengths + rank
            let second = lengths + 2 * rank
            // Written from the end of each third; the axes that are there begin at `used`.
            var used = rank
            var leftStride = 1
            var rightStride = 1
            for axis in stride(from: rank - 1, through: 0, by: -1) {
                let leftAxis = axis - (rank - leftShape.count)
                let rightAxis = axis - (rank - rightShape.count)
                let length = shape[axis]
                let leftLength = leftAxis >= 0 ? leftShape[leftAxis] : 1
                let rightLength = rightAxis >= 0 ? rightShape[rightAxis] : 1
                guard length != 1 else { continue }
                let a = leftLength == 1 ? 0 : leftStride
                let b = rightLength == 1 ? 0 : rightStride
                leftStride *= leftLength
                rightStride *= rightLength
                if used < rank, a == first[used] * lengths[used], b == second[used] * lengths[used] {
                    lengths[used] *= length
                } else {
                    used -= 1
                    (lengths[used], first[used], second[used]) = (length, a, b)
                }
            }
            ck_combine(output, left, right, kind, rank - used, lengths + used, first + used, second + used)
        }
    }
}

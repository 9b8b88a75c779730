import CKernels

/// Each sample's numbers several times, one behind the other; or the sum of what lies so.
struct RepeatKernel: PlanKernel {
    /// `[batch, width]`
    let narrow: UnsafeMutablePointer<Float>
    /// `[batch, count, width]`
    let wide: UnsafeMutablePointer<Float>
    let batch: Int
    let count: Int
    let width: Int
    /// From wide to narrow.
    let addsUp: Bool
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: RepeatKernel.self).pointee
            for sample in 0..<step.batch {
                let narrow = step.narrow + sample * step.width
                let wide = step.wide + sample * step.count * step.width
                if step.addsUp {
                    ck_column_sums(narrow, wide, step.count, step.width, step.accumulates ? 1 : 0)
                } else {
                    for index in 0..<step.count { (wide + index * step.width).update(from: narrow, count: step.width) }
                }
            }
        }
    }
}

/// The axes of each sample in another order.
struct PermuteKernel: PlanKernel {
    static let largestRank = 8

    private let source: UnsafePointer<Float>
    private let target: UnsafeMutablePointer<Float>
    /// The target's lengths, and how far its neighbours along each axis lie apart in the source; axes in front are of length 1.
    private var lengths = SIMD8<Int>(repeating: 1)
    private var strides = SIMD8<Int>(repeating: 0)
    private let width: Int
    private let batch: Int
    private let accumulates: Bool

    init(
        source: UnsafePointer<Float>, target: UnsafeMutablePointer<Float>, shape: [Int], axes: [Int], batch: Int,
        accumulates: Bool
    ) {
        self.source = source
        self.target = target
        self.batch = batch
        self.accumulates = accumulates
        width = shape.reduce(1, *)
        let offset = Self.largestRank - axes.count
        for (place, axis) in axes.enumerated() {
            lengths[offset + place] = shape[axis]
            strides[offset + place] = shape[(axis + 1)...].reduce(1, *)
        }
    }

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: PermuteKernel.self).pointee
            for sample in 0..<step.batch { step.permute(sample) }
        }
    }

    private func permute(_ sample: Int) {
        let from = source + sample * width
        var to = target + sample * width
        let last = Self.largestRank - 1
        var place = SIMD8<Int>(repeating: 0)
        var start = 0
        for _ in 0..<(width / lengths[last]) {
            for index in 0..<lengths[last] {
                let number = from[start + index * strides[last]]
                to[index] = accumulates ? to[index] + number : number
            }
            to += lengths[last]
            // The next row: a counter whose digits are the axes.
            var axis = last - 1
            while axis >= 0 {
                place[axis] += 1
                start += strides[axis]
                if place[axis] < lengths[axis] { break }
                start -= place[axis] * strides[axis]
                place[axis] = 0
                axis -= 1
            }
        }
    }
}

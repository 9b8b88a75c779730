import CKernels

/// y = scale · (a ∘ b).
struct MergeForward: PlanKernel {
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let kind: MergeKind
    let scale: Float
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: MergeForward.self).pointee
            switch step.kind {
            case .add, .average: ck_add(step.output, step.left, step.right, step.count)
            case .subtract: ck_subtract(step.output, step.left, step.right, step.count)
            case .multiply: ck_multiply(step.output, step.left, step.right, step.count)
            // Written so that NaN on either side goes through.
            case .maximum:
                for index in 0..<step.count {
                    let (a, b) = (step.left[index], step.right[index])
                    step.output[index] = a >= b || a.isNaN ? a : b
                }
            case .minimum:
                for index in 0..<step.count {
                    let (a, b) = (step.left[index], step.right[index])
                    step.output[index] = a <= b || a.isNaN ? a : b
                }
            }
            if step.scale != 1 { ck_scale(step.output, UnsafePointer(step.output), step.scale, step.count) }
        }
    }
}

/// target (+)= factor · source.
struct AddScaled: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let source: UnsafePointer<Float>
    let factor: Float
    let count: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AddScaled.self).pointee
            if !step.accumulates {
                ck_scale(step.target, step.source, step.factor, step.count)
            } else if step.factor == 1 {
                ck_add(step.target, UnsafePointer(step.target), step.source, step.count)
            } else {
                // w − η g with η = −factor.
                ck_sgd(step.target, step.source, -step.factor, step.count)
            }
        }
    }
}

/// target (+)= 1 where a = b.
struct CountEqual: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let left: UnsafePointer<Float>
    let right: UnsafePointer<Float>
    let count: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: CountEqual.self).pointee
            for index in 0..<step.count {
                let one: Float = step.left[index] == step.right[index] ? 1 : 0
                step.target[index] = step.accumulates ? step.target[index] + one : one
            }
        }
    }
}

/// dx (+)= dy / ties where x is the extreme value.
struct ExtremeBackward: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let ties: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let output: UnsafePointer<Float>
    let count: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ExtremeBackward.self).pointee
            for index in 0..<step.count {
                let part = step.input[index] == step.output[index] ? step.gradient[index] / step.ties[index] : 0
                step.target[index] = step.accumulates ? step.target[index] + part : part
            }
        }
    }
}

/// Pieces of `width` floats from one stride to another.
struct CopyPieces: PlanKernel {
    let source: UnsafePointer<Float>
    let sourceStride: Int
    let target: UnsafeMutablePointer<Float>
    let targetStride: Int
    let width: Int
    let pieces: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: CopyPieces.self).pointee
            for piece in 0..<step.pieces {
                let from = step.source + piece * step.sourceStride
                let to = step.target + piece * step.targetStride
                if step.accumulates {
                    ck_add(to, UnsafePointer(to), from, step.width)
                } else {
                    to.update(from: from, count: step.width)
                }
            }
        }
    }
}

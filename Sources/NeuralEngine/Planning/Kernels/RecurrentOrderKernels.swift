import CKernels

/// Copies each sample's steps in reverse order.
struct ReverseSteps: PlanKernel {
    let source: UnsafePointer<Float>
    let target: UnsafeMutablePointer<Float>
    let batch: Int
    let length: Int
    /// Numbers in a step.
    let width: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ReverseSteps.self).pointee
            for sample in 0..<step.batch {
                for time in 0..<step.length {
                    let from = step.source + (sample * step.length + time) * step.width
                    let to = step.target + (sample * step.length + step.length - 1 - time) * step.width
                    if step.accumulates {
                        ck_add(to, UnsafePointer(to), from, step.width)
                    } else {
                        to.update(from: from, count: step.width)
                    }
                }
            }
        }
    }
}

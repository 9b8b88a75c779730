/// mask = 0 for each step whose numbers all equal a value, 1 for the others.
struct FindMask: PlanKernel {
    let input: UnsafePointer<Float>
    let mask: UnsafeMutablePointer<Float>
    let value: Float
    let steps: Int
    /// Numbers in a step.
    let width: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: FindMask.self).pointee
            for index in 0..<step.steps {
                let numbers = step.input + index * step.width
                var keeps: Float = 0
                for place in 0..<step.width where numbers[place] != step.value {
                    keeps = 1
                    break
                }
                step.mask[index] = keeps
            }
        }
    }
}

/// target (+)= source where the mask keeps a step, 0 elsewhere.
struct ApplyMask: PlanKernel {
    let source: UnsafePointer<Float>
    let mask: UnsafePointer<Float>
    let target: UnsafeMutablePointer<Float>
    let steps: Int
    let width: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ApplyMask.self).pointee
            for index in 0..<step.steps {
                let from = step.source + index * step.width
                let to = step.target + index * step.width
                let keeps = step.mask[index] != 0
                for place in 0..<step.width {
                    // A number that is not finite must not come through a product with zero.
                    let number = keeps ? from[place] : 0
                    to[place] = step.accumulates ? to[place] + number : number
                }
            }
        }
    }
}

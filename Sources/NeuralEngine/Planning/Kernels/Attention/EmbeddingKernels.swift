import CKernels

/// Rows of a table by index, with the positions' rows added where there are some.
struct EmbeddingForward: PlanKernel {
    let indices: UnsafePointer<Float>
    let table: UnsafePointer<Float>
    let positions: UnsafePointer<Float>?
    let output: UnsafeMutablePointer<Float>
    let rows: Int
    let time: Int
    let words: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: EmbeddingForward.self).pointee
            ck_embed(
                step.output, step.indices, step.table, step.positions, step.rows, step.time, step.words, step.columns)
        }
    }
}

/// dE[index] (+)= dy, row by row.
struct EmbeddingBackward: PlanKernel {
    let indices: UnsafePointer<Float>
    let gradient: UnsafePointer<Float>
    let table: UnsafeMutablePointer<Float>
    let rows: Int
    let words: Int
    let columns: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: EmbeddingBackward.self).pointee
            ck_embed_backward(
                step.table, step.indices, step.gradient, step.rows, step.words, step.columns, step.accumulates ? 1 : 0)
        }
    }
}

/// 1 where a number is not 0, else 0.
struct NonzeroKernel: PlanKernel {
    let input: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NonzeroKernel.self).pointee
            ck_nonzero(step.output, step.input, step.count)
        }
    }
}

/// Every sample plus one table of `width` numbers.
struct AddToEachForward: PlanKernel {
    let input: UnsafePointer<Float>
    let table: UnsafePointer<Float>
    let output: UnsafeMutablePointer<Float>
    let batch: Int
    let width: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AddToEachForward.self).pointee
            ck_add_to_each(step.output, step.input, step.table, step.batch, step.width)
        }
    }
}

/// The table's gradient: the sum over the batch.
struct AddToEachBackward: PlanKernel {
    let gradient: UnsafePointer<Float>
    let table: UnsafeMutablePointer<Float>
    let batch: Int
    let width: Int
    let accumulates: Bool

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: AddToEachBackward.self).pointee
            ck_add_to_each_backward(step.table, step.gradient, step.batch, step.width, step.accumulates ? 1 : 0)
        }
    }
}

/// The table of sines and cosines.
struct SinusoidKernel: PlanKernel {
    let table: UnsafeMutablePointer<Float>
    let wavelength: Double
    let time: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: SinusoidKernel.self).pointee
            ck_sinusoids(step.table, step.wavelength, step.time, step.columns)
        }
    }
}

/// Numbers set to zero.
struct ZeroKernel: PlanKernel {
    let target: UnsafeMutablePointer<Float>
    let count: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: ZeroKernel.self).pointee
            step.target.update(repeating: 0, count: step.count)
        }
    }
}

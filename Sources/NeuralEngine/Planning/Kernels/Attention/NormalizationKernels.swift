import CKernels

/// Layer normalisation of each row, and with `centered` false root-mean-square normalisation.
struct NormalizeRowsForward: PlanKernel {
    let input: UnsafePointer<Float>
    let gamma: UnsafePointer<Float>?
    let beta: UnsafePointer<Float>?
    let output: UnsafeMutablePointer<Float>
    let statistics: UnsafeMutablePointer<Float>
    let epsilon: Float
    let centered: Bool
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NormalizeRowsForward.self).pointee
            ck_normalize_rows(
                step.output, step.statistics, step.input, step.gamma, step.beta, step.epsilon, step.centered ? 1 : 0,
                step.rows, step.columns)
        }
    }
}

/// Where a normalisation's gradients go.
struct NormalizationTargets: BitwiseCopyable {
    let input: UnsafeMutablePointer<Float>?
    let gamma: UnsafeMutablePointer<Float>?
    let beta: UnsafeMutablePointer<Float>?
    /// 1, 2 and 4: which of them are added to.
    let accumulates: Int32
}

struct NormalizeRowsBackward: PlanKernel {
    let targets: NormalizationTargets
    let gradient: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let statistics: UnsafePointer<Float>
    let gamma: UnsafePointer<Float>?
    let scratch: UnsafeMutablePointer<Float>
    let centered: Bool
    let rows: Int
    let columns: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NormalizeRowsBackward.self).pointee
            ck_normalize_rows_backward(
                step.targets.input, step.targets.gamma, step.targets.beta, step.gradient, step.input, step.statistics,
                step.gamma, step.scratch, step.centered ? 1 : 0, step.targets.accumulates, step.rows, step.columns)
        }
    }
}

/// Normalisation over groups of channels and all positions of a sample.
struct NormalizeGroupsForward: PlanKernel {
    let input: UnsafePointer<Float>
    let gamma: UnsafePointer<Float>?
    let beta: UnsafePointer<Float>?
    let output: UnsafeMutablePointer<Float>
    let statistics: UnsafeMutablePointer<Float>
    let epsilon: Float
    let batch: Int
    let positions: Int
    let columns: Int
    let groups: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NormalizeGroupsForward.self).pointee
            ck_normalize_groups(
                step.output, step.statistics, step.input, step.gamma, step.beta, step.epsilon, step.batch,
                step.positions, step.columns, step.groups)
        }
    }
}

struct NormalizeGroupsBackward: PlanKernel {
    let targets: NormalizationTargets
    let gradient: UnsafePointer<Float>
    let input: UnsafePointer<Float>
    let statistics: UnsafePointer<Float>
    let gamma: UnsafePointer<Float>?
    let batch: Int
    let positions: Int
    let columns: Int
    let groups: Int

    static var entry: KernelEntry {
        { address in
            let step = address.assumingMemoryBound(to: NormalizeGroupsBackward.self).pointee
            ck_normalize_groups_backward(
                step.targets.input, step.targets.gamma, step.targets.beta, step.gradient, step.input, step.statistics,
                step.gamma, step.targets.accumulates, step.batch, step.positions, step.columns, step.groups)
        }
    }
}

/// Runs a kernel whose arguments lie at an address.
typealias KernelEntry = @convention(c) (UnsafeRawPointer) -> Void

/// One entry of a plan: plain numbers and pointers, and the call that uses them.
///
/// Being bitwise copyable, a kernel holds no reference, so running a plan counts none.
protocol PlanKernel: BitwiseCopyable {
    static var entry: KernelEntry { get }
}

/// A kernel in a plan's list.
struct PlanStep: BitwiseCopyable {
    let entry: KernelEntry
    let arguments: UnsafeRawPointer
}

/// A list of kernels with their arguments, packed one behind the other into memory that stays.
final class PlanSteps {
    private let arguments: UnsafeMutableRawPointer
    private let steps: UnsafeMutableBufferPointer<PlanStep>

    var count: Int { steps.count }

    init(_ kernels: [any PlanKernel]) {
        func size<Kernel: PlanKernel>(_ kernel: Kernel) -> Int { (MemoryLayout<Kernel>.size + 15) & ~15 }
        func place<Kernel: PlanKernel>(_ kernel: Kernel, at address: UnsafeMutableRawPointer) -> PlanStep {
            address.storeBytes(of: kernel, as: Kernel.self)
            return PlanStep(entry: Kernel.entry, arguments: UnsafeRawPointer(address))
        }
        let total = kernels.reduce(0) { $0 + size($1) }
        arguments = UnsafeMutableRawPointer.allocate(byteCount: max(total, 16), alignment: 64)
        steps = UnsafeMutableBufferPointer<PlanStep>.allocate(capacity: kernels.count)
        var offset = 0
        for (index, kernel) in kernels.enumerated() {
            steps.initializeElement(at: index, to: place(kernel, at: arguments + offset))
            offset += size(kernel)
        }
    }

    deinit {
        arguments.deallocate()
        steps.deallocate()
    }

    @inline(__always)
    func run(_ range: Range<Int>) {
        for step in steps[range] { step.entry(step.arguments) }
    }

    /// As ``run(_:)``, with a look at ``Interruption`` before each kernel; false when it ended there.
    func runUnlessInterrupted(_ range: Range<Int>) -> Bool {
        for step in steps[range] {
            if Interruption.isRequested { return false }
            step.entry(step.arguments)
        }
        return true
    }
}

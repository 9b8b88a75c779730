import CKernels

/// Aligned memory of zeros.
///
/// - Parameter beside: floats that the same work has been promised, or will ask for, and has not written to yet: the system
///   gives a page away only when it is written to, and kills the process for it when there is none left.
/// - Throws: ``EngineError/Code/outOfMemory`` with the size.
func allocateFloats(_ count: Int, purpose: String, beside: Int = 0) throws -> UnsafeMutablePointer<Float> {
    try checkMemory(for: count, purpose: purpose, beside: beside)
    guard let memory = ck_allocate(count) else { throw outOfMemory(count, purpose: purpose, beside: beside) }
    return memory
}

/// - Throws: ``EngineError/Code/outOfMemory`` when so many floats are more than this process may still take.
func checkMemory(for count: Int, purpose: String, beside: Int = 0) throws {
    // Asking the system takes longer than a small training.
    guard count >= 1 << 22 || beside >= 1 << 22 else { return }
    let bytes = (Double(count) + Double(beside)) * 4
    guard bytes <= Double(ck_available_memory()) else { throw outOfMemory(count, purpose: purpose, beside: beside) }
}

private func outOfMemory(_ count: Int, purpose: String, beside: Int) -> EngineError {
    func megabytes(_ bytes: Double) -> String { fixedText(bytes / 1_048_576, decimals: 0) }
    let others = beside > 0 ? ", and \(megabytes(Double(beside) * 4)) MB beside it" : ""
    return EngineError(
        .outOfMemory,
        """
        \(purpose) would need \(megabytes(Double(count) * 4)) MB\(others); \(megabytes(Double(ck_available_memory()))) MB are \
        free of the \(megabytes(Double(ck_physical_memory()))) MB of this machine. Choose a smaller batch or smaller layers.
        """)
}

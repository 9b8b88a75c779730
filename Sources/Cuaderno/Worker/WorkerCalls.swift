/// The functions of the worker that this library calls. They are C functions that stay for the life of the process.
struct WorkerCalls: Sendable {
    /// Takes an encoded frame and its marker; 0: none.
    let emit: @convention(c) @Sendable (UnsafePointer<UInt8>, Int, UInt64) -> Void
    /// Asks the user; the answer is to be freed, nil where there is none.
    let ask: @convention(c) @Sendable (UnsafePointer<CChar>, Bool) -> UnsafeMutablePointer<CChar>?
    /// The number of the cell that the calling thread works for.
    let currentCell: @convention(c) @Sendable () -> Int
    /// Where the running cell has the variable of this name; nil where that is not known.
    let variableAddress: @convention(c) @Sendable (UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
    /// Where a symbol of any cell lies.
    let symbolAddress: @convention(c) @Sendable (UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
    /// How many bytes belong to the symbol at an address; 0 where that is not known.
    let symbolSize: @convention(c) @Sendable (UnsafeRawPointer) -> Int
    /// Ends the run of the calling thread by an error that nothing caught. Takes the error's box.
    let fail: @convention(c) @Sendable (UnsafeRawPointer) -> Void
}

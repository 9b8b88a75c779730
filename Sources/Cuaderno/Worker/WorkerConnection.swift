import Display
import Locks

/// The way to the kernel, once the worker has attached this library.
enum WorkerConnection {
    private static let current = Mutex<FrameSink?>(nil)

    /// Nil in a plain program that uses this library without a worker.
    static var sink: FrameSink? { current.withLock { $0 } }

    /// The number of the cell that the calling thread works for; 0 in a plain program.
    static var currentCell: Int { sink?.currentCell ?? 0 }

    /// Where the running cell has the variable of this name; nil where that is not known.
    static func address(ofVariable name: String) -> UnsafeMutableRawPointer? { sink?.calls.variableAddress(name) }

    /// Where a symbol of any cell lies.
    static func address(ofSymbol symbol: String) -> UnsafeMutableRawPointer? { sink?.calls.symbolAddress(symbol) }

    /// How many bytes belong to the symbol at an address; 0 where that is not known.
    static func size(ofSymbolAt address: UnsafeRawPointer) -> Int { sink?.calls.symbolSize(address) ?? 0 }

    static func attach(_ calls: WorkerCalls) {
        let sink = FrameSink(calls: calls)
        current.withLock { $0 = sink }
        DisplayCenter.sink = sink
    }
}

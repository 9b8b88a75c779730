import Display
import LabCommands
import NeuralEngine
import WorkerProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Connects this library with the worker that loaded it. Called once, before the first cell.
@_cdecl("cuaderno_attach")
public func cuadernoAttach(
    emit: @escaping @convention(c) @Sendable (UnsafePointer<UInt8>, Int, UInt64) -> Void,
    ask: @escaping @convention(c) @Sendable (UnsafePointer<CChar>, Bool) -> UnsafeMutablePointer<CChar>?,
    currentCell: @escaping @convention(c) @Sendable () -> Int,
    interruptFlag: UnsafePointer<Int32>,
    variableAddress: @escaping @convention(c) @Sendable (UnsafePointer<CChar>) -> UnsafeMutableRawPointer?,
    symbolAddress: @escaping @convention(c) @Sendable (UnsafePointer<CChar>) -> UnsafeMutableRawPointer?,
    symbolSize: @escaping @convention(c) @Sendable (UnsafeRawPointer) -> Int,
    fail: @escaping @convention(c) @Sendable (UnsafeRawPointer) -> Void
) {
    WorkerConnection.attach(
        WorkerCalls(
            emit: emit, ask: ask, currentCell: currentCell, variableAddress: variableAddress,
            symbolAddress: symbolAddress, symbolSize: symbolSize, fail: fail))
    Interruption.attach(flag: interruptFlag)
    LabSession.shared.onDefinition { name, type, summary in
        WorkerConnection.sink?.tell(name, type: type, origin: .command, summary: summary)
    }
    let allowance = LiveAllowance()
    TrainingCallbacks.installDefault {
        LiveView(session: .shared, allowance: allowance, cell: WorkerConnection.currentCell)
    }
}

/// Runs one `%` command on the calling thread.
///
/// - Parameter bytes: a `CommandRun`.
/// - Returns: nil when it was done, else why not, to be freed by the caller.
@_cdecl("cuaderno_command")
public func cuadernoCommand(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafeMutablePointer<CChar>? {
    let message: String?
    do {
        let run = try FrameCodec.decode(CommandRun.self, from: UnsafeRawBufferPointer(start: bytes, count: count))
        message = LabInterpreter.run(
            run.line, names: run.names.map { SwiftName(name: $0.name, kind: $0.kind, type: $0.type) })
    } catch {
        message = "the command did not arrive whole: \(error)"
    }
    return message.flatMap { strdup($0) }
}

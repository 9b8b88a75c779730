import CCellRuntime
import Glibc
import WorkerProtocol

/// `libCuaderno.so`: what cells import, and the commands.
///
/// It is loaded with RTLD_GLOBAL, so that worker and cells share one copy of the session's state.
struct EngineLibrary {
    /// The reason why the library cannot be used.
    struct LoadError: Error, CustomStringConvertible {
        let description: String
    }

    private typealias Emit = @convention(c) (UnsafePointer<UInt8>, Int, UInt64) -> Void
    private typealias Ask = @convention(c) (UnsafePointer<CChar>, Bool) -> UnsafeMutablePointer<CChar>?
    private typealias CurrentCell = @convention(c) () -> Int
    private typealias AddressOf = @convention(c) (UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
    private typealias SizeOf = @convention(c) (UnsafeRawPointer) -> Int
    private typealias Fail = @convention(c) (UnsafeRawPointer) -> Void
    private typealias Attach =
        @convention(c) (
            Emit, Ask, CurrentCell, UnsafePointer<Int32>, AddressOf, AddressOf, SizeOf, Fail
        ) -> Void

    /// Runs one command: JSON of a ``WorkerProtocol/CommandRun`` and its length; nil or a message.
    let command: CRCommand
    /// Gives back the values of replaced variables: JSON of a ``WorkerProtocol/ReleaseRun``; nil or a message.
    let release: CRCommand
    /// Takes a frontend's message for a comm: JSON of a ``WorkerProtocol/CommRun``; nil or a message.
    let comm: CRCommand
    private let attachFunction: Attach

    /// - Throws: ``LoadError`` when the library, or what the worker needs of it, is missing.
    init(path: String) throws(LoadError) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL) else {
            throw LoadError(description: "\(path) cannot be loaded: \(Self.loaderMessage). Build Cuaderno again.")
        }
        guard let attach = dlsym(handle, "cuaderno_attach"), let command = dlsym(handle, "cuaderno_command"),
            let release = dlsym(handle, "cuaderno_release"), let comm = dlsym(handle, "cuaderno_comm")
        else {
            throw LoadError(
                description: "\(path) is not the library that this worker was built with: it lacks `cuaderno_attach`, "
                    + "`cuaderno_command`, `cuaderno_release` or `cuaderno_comm`. Build Cuaderno again.")
        }
        attachFunction = unsafeBitCast(attach, to: Attach.self)
        self.command = unsafeBitCast(command, to: CRCommand.self)
        self.release = unsafeBitCast(release, to: CRCommand.self)
        self.comm = unsafeBitCast(comm, to: CRCommand.self)
        CRSetEngine(attach)
        // What cells use and nobody else links: optimized code calls into it without an import.
        dlopen("libswiftSwiftOnoneSupport.so", RTLD_NOW | RTLD_GLOBAL)
        dlopen("libswift_StringProcessing.so", RTLD_NOW | RTLD_GLOBAL)
    }

    /// Hands the library its ways to the kernel.
    func attach() {
        attachFunction(
            { bytes, count, marker in
                let channel = FrameChannel.shared
                channel.write(UnsafeRawBufferPointer(start: bytes, count: count))
                if marker != 0 { CRMarkEvent(marker) }
            },
            { prompt, isPassword in
                let channel = FrameChannel.shared
                guard CRBeginQuestion() else { return nil }
                CRFlushOutput()
                let cell = Int(CRCurrentCell())
                channel.send(.ask(cell: cell, prompt: String(cString: prompt), isPassword: isPassword))
                return CRWaitForAnswer()
            },
            { Int(CRCurrentCell()) },
            CRInterruptFlag(),
            { CRVariableAddress($0) },
            { CRSymbolAddress($0) },
            { Int(CRSymbolSize($0)) },
            { describeError($0) })
    }

    private static var loaderMessage: String {
        dlerror().map { String(cString: $0) } ?? "the loader gives no reason"
    }
}

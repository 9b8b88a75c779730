import WorkerProtocol

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Gives back the values of replaced variables. The kernel names only those that no code can reach any more.
///
/// - Parameter bytes: a `ReleaseRun`.
/// - Returns: nil when it was done, else why not, to be freed by the caller.
@_cdecl("cuaderno_release")
public func cuadernoRelease(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafeMutablePointer<CChar>? {
    do {
        let run = try FrameCodec.decode(ReleaseRun.self, from: UnsafeRawBufferPointer(start: bytes, count: count))
        for symbol in run.symbols {
            if let storage = WorkerConnection.address(ofSymbol: symbol) { VariableStorage.release(storage) }
        }
        return nil
    } catch {
        return strdup("the names to be released did not arrive whole: \(error)")
    }
}

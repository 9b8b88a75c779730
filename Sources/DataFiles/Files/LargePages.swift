#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Memory that is about to be filled for the first time: the system gives it in pages of 2 MB where it can, not one by one of 4 KB,
/// which takes longer than reading the file does.
package enum LargePages {
    private static let size = 1 << 21

    package static func advise(_ memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
            guard let base = memory.baseAddress, memory.count >= 2 * size else { return }
            let first = (UInt(bitPattern: base) + UInt(size - 1)) & ~UInt(size - 1)
            let end = (UInt(bitPattern: base) + UInt(memory.count)) & ~UInt(size - 1)
            guard first < end, let start = UnsafeMutableRawPointer(bitPattern: first) else { return }
            madvise(start, Int(end - first), MADV_HUGEPAGE)
        #endif
    }
}

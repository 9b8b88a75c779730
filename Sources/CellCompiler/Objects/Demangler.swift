import Glibc

/// Swift's names of symbols.
enum Demangler {
    /// `$s5Cell31fyyF` to `Cell3.f() -> ()`; nil for what is not Swift's.
    static func demangle(_ name: String) -> String? {
        var name = name
        return name.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let text = swiftDemangle(characters.baseAddress, bytes.count, nil, nil, 0) else { return nil }
                defer { free(text) }
                return String(cString: text)
            }
        }
    }
}

/// The run time's own demangler (`swift/Demangling/Demangle.h`): a `malloc`ed string, or nil for another kind of name.
@_silgen_name("swift_demangle")
private func swiftDemangle(
    _ name: UnsafePointer<CChar>?, _ length: Int, _ output: UnsafeMutablePointer<CChar>?,
    _ outputSize: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?

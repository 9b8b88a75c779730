/// Gives what was said of one module to another, in symbols and in the names of types.
///
/// It changes texts as ``LibraryCopy`` changes the library that they are about.
struct ModuleRenaming: Sendable {
    private let pairs: [(old: [UInt8], new: [UInt8])]

    init(from old: ModuleName, to new: ModuleName) {
        pairs = [
            (old.module, new.module), (old.entryPoint, new.entryPoint),
            (old.privateDiscriminator, new.privateDiscriminator),
        ].map { (Array($0.utf8), Array($1.utf8)) }
    }

    /// The text about the new module.
    func callAsFunction(_ text: String) -> String {
        var bytes = Array(text.utf8)
        var isChanged = false
        for (old, new) in pairs {
            var place = 0
            while let found = Self.firstPlace(of: old, in: bytes, from: place) {
                bytes.replaceSubrange(found..<found + old.count, with: new)
                place = found + new.count
                isChanged = true
            }
        }
        return isChanged ? String(decoding: bytes, as: UTF8.self) : text
    }

    private static func firstPlace(of text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            guard let first = text.first, bytes.count >= text.count else { return nil }
            for place in stride(from: start, through: bytes.count - text.count, by: 1) where bytes[place] == first {
                if text.indices.allSatisfy({ bytes[place + $0] == text[$0] }) { return place }
            }
            return nil
        }
    }
}

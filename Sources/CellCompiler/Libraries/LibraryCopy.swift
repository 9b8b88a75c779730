import Foundation

/// A compiled cell under another name: what the compiler would have made of the same source with the other module name.
///
/// A cell that is run again must have new variables and new types, so the library that was loaded for it cannot be used
/// again, nor can the same library be loaded twice: its symbols, and the names by which the run time finds types, would mean
/// the first one's. All of that hangs on the module's name, which stands in the file as plain text; since the names of
/// modules have one length, a copy with another name in the same places is a library of its own. What depends on the text
/// apart from its places is the hash table of the symbols, which is made anew. (The tests compare such copies with
/// what the compiler makes.)
enum LibraryCopy {
    /// - Returns: The bytes of the copy; nil where the library cannot be copied: the names have different lengths, or the
    ///   cell's label, which has another length now, is part of its data.
    static func make(of original: CompiledLibrary, as name: ModuleName, label: String) -> [UInt8]? {
        guard name.module.utf8.count == original.name.module.utf8.count,
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: original.path)),
            var library = SharedObject(Array(bytes))
        else { return nil }
        // The debug information stays with the original.
        library.keepLoadedParts()
        if label.utf8.count == original.label.utf8.count {
            library.replace(original.label, by: label)
        } else if library.contains(original.label) {
            return nil
        }
        library.replace(original.name.module, by: name.module)
        library.replace(original.name.entryPoint, by: name.entryPoint)
        library.replace(original.name.privateDiscriminator, by: name.privateDiscriminator)
        return library.hashSymbols() ? library.bytes : nil
    }

    /// Whether a copy says the same as its original: text that looks like our names would be changed with them, and what asks
    /// for its place in the source (`#fileID`) gets the place of the first run.
    static func isPossible(of text: String, _ analysis: CellAnalysis) -> Bool {
        !analysis.asksForItsPlace && text.firstMatch(of: /[Cc]ell\d|In\[/) == nil
    }
}

import LabCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The commands as JSON of a `CommandGrammar`, to be freed by the caller; nil where it cannot be told.
@_cdecl("cuaderno_grammar")
public func cuadernoGrammar() -> UnsafeMutablePointer<CChar>? {
    (try? LabGrammar.json()).flatMap { strdup($0) }
}

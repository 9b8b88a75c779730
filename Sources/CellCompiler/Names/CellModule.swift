/// A segment of Swift that was compiled and loaded: one module.
public struct CellModule: Sendable {
    /// The module's name, `Cell0007`; the number is never used twice.
    public var name: String
    /// How the student knows the cell: `In[7]`.
    public var label: String
    /// What it declares.
    public var declarations: [Declaration]
    /// The modules of the types that its declarations name: a member is only visible where the module of its type is
    /// imported.
    public var dependencies: Set<String>
    /// What it adds to types.
    public var extensions: ExtensionContent
    /// Operators that are members of types: nobody finds them unless the module is imported whole.
    var memberOperators: Set<String> = []
    /// The operators and precedence groups that it declares.
    public var operators: [OperatorDeclaration]
    /// The modules that come with it when it is imported whole: older ones from which it replaces something.
    public var exports: Set<String>
    /// For functions, the signature as the compiler spells it.
    var canonicalSignatures: [Declaration: String] = [:]

    public init(
        name: String, label: String, declarations: [Declaration], dependencies: Set<String> = [],
        extensions: ExtensionContent = ExtensionContent(), operators: [OperatorDeclaration] = [],
        exports: Set<String> = []
    ) {
        self.name = name
        self.label = label
        self.declarations = declarations
        self.dependencies = dependencies
        self.extensions = extensions
        self.operators = operators
        self.exports = exports
    }

    /// True where a later cell may import it with all its names.
    var mayBeImportedWhole: Bool { !extensions.isEmpty || !memberOperators.isEmpty }

    /// A name that every module has: importing it alone makes the module's members visible, and none of its names.
    ///
    /// It is the same one everywhere, since sources that differ in the module's name alone are compiled once.
    static let anchor = "__cuadernoAnchor"

    /// Whether a function of another module takes the place of one of this one's.
    func isSame(_ declaration: Declaration, as other: Declaration, in module: CellModule) -> Bool {
        if declaration.signature == other.signature { return true }
        guard let own = canonicalSignatures[declaration] else { return false }
        return own == module.canonicalSignatures[other]
    }

    /// Notes how the compiler spells the signatures of functions: `[Int]` and `Array<Int>` are one type.
    mutating func noteSignatures(_ functions: [String: [String]]) {
        for (name, spelled) in functions {
            var rest = spelled
            var unmatched = declarations.filter { $0.kind == .function && $0.name == name }
            for declaration in unmatched {
                let text = Self.comparable(declaration.signature)
                guard let index = rest.firstIndex(where: { Self.comparable($0) == text }) else { continue }
                canonicalSignatures[declaration] = rest.remove(at: index)
                unmatched.removeAll { $0 == declaration }
            }
            if unmatched.count == 1, rest.count == 1 { canonicalSignatures[unmatched[0]] = rest[0] }
        }
    }

    /// The text and the compiler's spelling, as like each other as they can be made.
    private static func comparable(_ signature: String) -> String {
        ["Swift.", "@escaping", "_:", " "].reduce(signature) { $0.replacing($1, with: "") }
    }
}

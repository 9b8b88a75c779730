/// A segment of Swift that was compiled and loaded: one module.
public struct CellModule: Sendable {
    /// The module's name, `Cell0007`; the number is never used twice.
    public var name: String
    /// How the student knows the cell: `In[7]`.
    public var label: String
    /// The segment that it was made of.
    public var text: String
    /// What it declares.
    public var declarations: [Declaration]
    /// The modules whose names it uses, and what those use in turn: a member is only visible where the module of its
    /// type is imported.
    public var dependencies: Set<String>
    /// Members that it adds to types by extensions.
    public var extensionMembers: Set<String>
    /// True where it has to be imported although nothing of it is named.
    public var actsUnnamed: Bool

    public init(
        name: String, label: String, text: String = "", declarations: [Declaration], dependencies: Set<String> = [],
        extensionMembers: Set<String> = [], actsUnnamed: Bool = false
    ) {
        self.name = name
        self.label = label
        self.text = text
        self.declarations = declarations
        self.dependencies = dependencies
        self.extensionMembers = extensionMembers
        self.actsUnnamed = actsUnnamed
    }
}

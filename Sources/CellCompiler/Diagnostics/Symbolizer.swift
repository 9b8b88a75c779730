/// Finds function and line of addresses in the libraries of cells, by their debug information.
public struct Symbolizer: Sendable {
    /// A place in a student's cell.
    public struct Place: Equatable, Sendable {
        /// The cell, `In[7]`.
        public var cell: String
        /// The line of the cell.
        public var line: Int
        /// The function as Swift names it; nil for the cell's top level.
        public var function: String?
        /// The run time's reason for a trap that prints nothing: `arithmetic overflow`.
        public var failure: String?

        public init(cell: String, line: Int, function: String? = nil, failure: String? = nil) {
            self.cell = cell
            self.line = line
            self.function = function
            self.failure = failure
        }
    }

    /// Where a thread was.
    public struct Address: Sendable {
        /// The path of a library with debug information: that of the cell, or of the same cell run earlier.
        public var library: String
        /// The offset from the library's load address.
        public var offset: UInt64
        /// How the student knows the cell.
        public var label: String?
        /// How the debug information calls the cell.
        public var debugLabel: String?

        public init(library: String, offset: UInt64, label: String?, debugLabel: String?) {
            self.library = library
            self.offset = offset
            self.label = label
            self.debugLabel = debugLabel
        }
    }

    private let program: String

    /// - Parameter toolchain: Without `llvm-symbolizer` in it there is no symbolizer.
    public init?(toolchain: Toolchain) {
        guard let program = toolchain.symbolizer else { return nil }
        self.program = program
    }

    /// The places of the student's own code among the addresses, innermost first; inlined functions are frames too.
    ///
    /// - Parameter addresses: Innermost first; only those of cells.
    public func places(_ addresses: [Address]) async -> [Place] {
        guard !addresses.isEmpty else { return [] }
        let input = addresses.map { "\"\($0.library)\" 0x\(String($0.offset, radix: 16))\n" }.joined()
        guard
            let result = try? await Tool.run(
                program, ["--functions=linkage", "--inlines", "--no-demangle"], input: input)
        else { return [] }
        var reader = PlaceReader()
        for (address, answer) in zip(addresses, result.output.split(separator: "\n\n")) {
            reader.read(answer, of: address)
        }
        return reader.places
    }
}

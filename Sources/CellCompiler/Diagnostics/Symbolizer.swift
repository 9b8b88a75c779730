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
        var places: [Place] = []
        for (address, answer) in zip(addresses, result.output.split(separator: "\n\n")) {
            places += Self.places(in: answer, of: address)
        }
        return places
    }

    /// One address: pairs of lines, function and place, innermost inlined function first.
    ///
    /// Where a function was inlined into the top level, the debug information names the generated file for the place of the
    /// call, with the student's line.
    private static func places(in answer: Substring, of address: Address) -> [Place] {
        let lines = answer.split(separator: "\n").map(String.init)
        var places: [Place] = []
        var failure: String?
        for index in stride(from: 0, to: lines.count - 1, by: 2) {
            let name = lines[index]
            if name.hasPrefix("Swift runtime failure: ") {
                failure = String(name.dropFirst("Swift runtime failure: ".count))
                continue
            }
            let parts = lines[index + 1].split(separator: ":")
            guard parts.count >= 3, let row = Int(parts[parts.count - 2]), row > 0 else { continue }
            let isTopLevel = name.wholeMatch(of: /cell\d+_main/) != nil
            let file = parts.dropLast(2).joined(separator: ":").split(separator: "/").last.map(String.init) ?? ""
            let named = file == address.debugLabel ? address.label : file
            guard let cell = file.hasPrefix("In[") ? named : isTopLevel ? address.label : nil else { continue }
            places.append(
                Place(cell: cell, line: row, function: isTopLevel ? nil : function(name), failure: failure))
            failure = nil
        }
        return places
    }

    private static func function(_ mangled: String) -> String? {
        guard mangled.hasPrefix("$s") else {
            // Inlined functions go by their plain names; what has others is the compiler's own.
            return mangled.wholeMatch(of: /\w+/) == nil ? nil : mangled
        }
        guard let name = Demangler.demangle(mangled) else { return nil }
        // `Cell3.area(of:) -> Int` becomes `area(of:)`: modules are ours, and the types say little on a stack.
        var text = name
        while let range = text.firstRange(of: /\bCell\d+\./) { text.removeSubrange(range) }
        if let arrow = text.firstRange(of: " -> ") { text = String(text[..<arrow.lowerBound]) }
        return text
    }
}

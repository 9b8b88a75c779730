import Spelling

/// Hints about names that are not there, and about values that do not change.
enum NameHints {
    /// What a first course names, for misspelt words.
    private static let commonNames = [
        "Array", "Bool", "Character", "Chart", "Dataset", "Dense", "Dictionary", "Double", "Float", "Int", "Model",
        "Set",
        "Sequential", "String", "Tensor", "abs", "clearOutput", "cos", "display", "exp", "false", "gradient", "input",
        "log",
        "max", "min", "nil", "plot", "pow", "print", "readLine", "round", "sin", "sqrt", "stride", "true", "tanh",
        "zip",
    ]
    /// Modules that examples for other systems import.
    private static let appleModules: Set<String> = [
        "ARKit", "AVFoundation", "Accelerate", "AppKit", "Cocoa", "Combine", "CoreData", "CoreGraphics", "CoreImage",
        "CoreML", "CreateML", "Darwin", "MLCompute", "Metal", "PlaygroundSupport", "RealityKit", "SceneKit",
        "SpriteKit",
        "SwiftData", "SwiftUI", "UIKit", "Vision", "simd",
    ]
    /// Operators of other languages.
    private static let operators: [String: String] = [
        "**": "a power is `pow(x, 2)`, a square also `x * x`",
        "^": "a power is `pow(x, 2)`; `^` means exclusive or, between integers",
        "//": "between integers `/` already gives a whole number",
        "<>": "write `!=`",
    ]

    static func hint(_ diagnostic: Diagnostic, quoted: [String], names: NameTable) -> String? {
        guard let name = quoted.first else { return nil }
        let message = diagnostic.message
        if message.hasPrefix("cannot find operator") || message.contains("is not a prefix unary operator")
            || message.contains("is not a postfix unary operator")
        {
            return operators[name]
        }
        if message.hasPrefix("cannot find ") { return hint(missing: name, in: diagnostic.sourceLine, names: names) }
        if message.hasPrefix("no such module") { return hint(module: name) }
        if message.contains("has no member"), quoted.count >= 2 {
            return FoundationHints.hint(member: quoted[1], names: names)
                ?? MemberHints.hint(member: quoted[1], of: name)
        }
        if message.hasPrefix("ambiguous use of operator"), diagnostic.sourceLine?.contains(" in ") == true {
            return "say what the closure takes: `{ (x: Double) in x * x }`"
        }
        if message.contains("is a 'let' constant"),
            let constant = quoted.first(where: { names.cell(ofConstant: $0) != nil }),
            let cell = names.cell(ofConstant: constant)
        {
            return
                "'\(constant)' is declared with `let` in \(cell); write `var \(constant) = …` there to change it later"
        }
        return nil
    }

    private static func hint(missing name: String, in line: String?, names: NameTable) -> String? {
        if let cell = names.cellThatLeftUnset(name) {
            return "\(cell) declares '\(name)' but stopped before it had a value; run that cell again"
        }
        if let cell = names.cellThatWasRejected(name) {
            return "\(cell) declares '\(name)', but it has a mistake and did not run; mend it and run it again"
        }
        if let module = FoundationHints.hint(missing: name, names: names) { return module }
        if let word = PythonHints.words[name] { return word }
        // `x = 5`, as in Python.
        let text = (line ?? "").drop { $0 == " " || $0 == "\t" }
        if text.hasPrefix(name), let next = text.dropFirst(name.count).first(where: { $0 != " " }), next == "=",
            !text.dropFirst(name.count).drop(while: { $0 == " " }).hasPrefix("==")
        {
            return "a new name is declared first: `var \(name) = …`, or `let \(name) = …` if it never changes"
        }
        // `count += 1`, of a name that is nowhere.
        let operation = text.hasPrefix(name) ? text.dropFirst(name.count).drop { $0 == " " } : ""
        if let sign = operation.first, "+-*/".contains(sign), operation.dropFirst().first == "=" {
            return "a value that is to change is declared first: `var \(name) = 0`"
        }
        let known = names.entries.map(\.declaration.name) + names.commandNames.keys.sorted() + commonNames
        return Spelling.nearest(to: name, in: known).map { "did you mean '\($0)'?" }
    }

    private static func hint(module: String) -> String? {
        if PythonHints.libraries.contains(module) { return PythonHints.libraryHint }
        if appleModules.contains(module) { return "'\(module)' is only on Apple's systems, and this is Linux" }
        return Spelling.nearest(to: module, in: ["Foundation", "Glibc", "Observation", "Synchronization", "Dispatch"])
            .map { "did you mean `import \($0)`?" }
    }
}

/// What to write in the place of Python: the language that the students know.
enum PythonHints {
    static let libraries: Set<String> = [
        "numpy", "np", "torch", "keras", "tensorflow", "pandas", "matplotlib", "sklearn", "scipy", "math", "random",
        "jax",
    ]

    static let libraryHint = """
        Python's libraries are not here; networks, tensors and charts are at hand without an import: `%help` lists them
        """

    /// Names of Python.
    static let words: [String: String] = [
        "len": "the number of elements is a property: `values.count`",
        "range": "write a range as `0..<10`, with a step as `stride(from: 0, to: 10, by: 2)`",
        "str": "write `String(value)`, or \"\\(value)\" inside a text",
        "int": "the type's name is `Int`: `Int(value)`",
        "float": "the types' names are `Double` and `Float`: `Double(value)`",
        "list": "write an array as `[1, 2, 3]`, or `Array(sequence)`",
        "dict": "write a dictionary as `[\"key\": value]`",
        "True": "write `true`",
        "False": "write `false`",
        "None": "write `nil`, for a type with a question mark: `Int?`",
        "null": "write `nil`, for a type with a question mark: `Int?`",
        "this": "write `self`",
        "println": "write `print(value)`",
        "printf": "write `print(\"total: \\(value)\")`",
        "enumerate": "write `for (index, value) in values.enumerated()`",
        "sum": "write `values.reduce(0, +)`",
        "input": "write `input(\"question\")`, or `readLine()`",
        "sorted": "write `values.sorted()`",
        "type": "write `type(of: value)`",
        "def": "a function is written `func name(x: Double) -> Double { … }`",
        "elif": "write `else if condition { … }`",
        "and": "write `&&`",
        "or": "write `||`",
        "not": "write `!condition`",
        "lambda": "write a closure, with the type of what it takes: `{ (x: Double) in x * x }`",
        "pass": "an empty block is `{ }`",
        "del": "a name stays; `values.remove(at: 0)` takes an element out",
        "raise": "an error is thrown: `throw name`, of a type that is an `Error`",
        "assert": "a call has parentheses: `assert(condition)`",
        "global": "a function may change a variable of the notebook without a word",
        "with": "with Foundation: `let text = try String(contentsOfFile: \"a.txt\", encoding: .utf8)`",
        "open": "with Foundation: `let text = try String(contentsOfFile: \"a.txt\", encoding: .utf8)`",
        "except": "an error is caught by `do { try … } catch { print(error) }`",
        "math": "functions stand alone: `sqrt(x)`, `exp(x)`; π is `Double.pi`",
        "pi": "write `Double.pi`",
        "random": "write `Double.random(in: 0..<1)`, `Int.random(in: 1...6)`, `values.randomElement()`",
        "console": "write `print(…)`",
        "help": "write `%help`, or press Shift and Tab behind a name",
        "end": "a label ends in a colon: `print(\"a\", terminator: \"\")`",
        "sep": "a label ends in a colon: `print(1, 2, separator: \"\")`",
        "np": "arrays of numbers are `Tensor`s here; `%help` lists what there is",
        "torch": "there is no PyTorch here; the engine is at hand without an import: `Sequential`, `Dense`, `Tensor`",
        "plt": "there is no matplotlib here; `plot(…)` and `Chart` draw",
    ]

    /// For a line that the parser does not understand.
    static func hint(ofSyntaxIn line: String) -> String? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        let first = String(text.prefix { $0.isLetter || $0 == "_" })
        let code = text.prefix(while: { $0 != "#" })
        let endsInColon = code.last(where: { $0 != " " && $0 != "\t" }) == ":"
        switch first {
        case "def" where text.contains("__init__"):
            return "what makes a new value is written `init(x: Double) { self.x = x }`"
        case "def", "elif", "lambda", "pass", "del", "raise", "assert", "global", "with", "except": return words[first]
        case "try" where endsInColon: return words["except"]
        case "print" where text.dropFirst(5).first { $0 != " " } != "(":
            return "a call has parentheses: `print(\"…\")`"
        case "for", "while", "if", "else", "class":
            if endsInColon { return "a block stands in braces: `\(first) … { … }`" }
        case "import", "from":
            let module = text.dropFirst(first.count).drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }
            if libraries.contains(String(module)) { return libraryHint }
        default: break
        }
        for word in ["and", "or", "not", "lambda"] where " \(code)".contains(" \(word) ") { return words[word] }
        if text.contains("f\"") { return "a value inside a text is written \"\\(value)\"" }
        return text.hasPrefix("#") ? "a comment begins with `//`" : nil
    }
}

/// Hints about types that do not fit together.
enum TypeHints {
    private static let numbers: Set<String> = [
        "Int", "Double", "Float", "Float32", "Float64", "UInt8", "Int32", "UInt64",
    ]

    static func hint(_ diagnostic: Diagnostic, quoted: [String]) -> String? {
        let message = diagnostic.message
        // "binary operator '*' cannot be applied to operands of type 'Int' and 'Double'"
        if message.hasPrefix("binary operator"), message.contains("operands of type"), quoted.count >= 3 {
            let (left, right) = (quoted[1], quoted[2])
            if numbers.contains(left), numbers.contains(right) {
                let wanted = left.hasPrefix("Int") || left.hasPrefix("UInt") ? right : left
                return "Swift does not mix kinds of numbers by itself: convert one of them, `\(wanted)(value)`"
            }
            if quoted[0] == "*", left == "String" {
                return "a text again and again is `String(repeating: \"ab\", count: 3)`"
            }
            if left == "String" || right == "String" {
                return
                    "numbers become text inside a text: \"total: \\(value)\"; a text becomes a number by `Int(text) ?? 0`"
            }
            if left == "Tensor", right.hasPrefix("["), !right.contains(":") {
                return "an array of numbers becomes a tensor by `Tensor(values.map(Float.init))`"
            }
        }
        if message.hasPrefix("cannot convert value of type"), quoted.count >= 2, numbers.contains(quoted[0]),
            numbers.contains(quoted[1])
        {
            return quoted[1] == "Int"
                ? "convert it: `Int(value)`, which cuts the decimals off, or make `Double`s of the others"
                : "convert it: `\(quoted[1])(value)`"
        }
        return hint(ofConversion: message, quoted) ?? hint(ofCall: message, diagnostic.sourceLine ?? "", quoted)
    }

    private static func hint(ofConversion message: String, _ quoted: [String]) -> String? {
        if message.hasSuffix("to expected condition type 'Bool'"), let type = quoted.first {
            return type.hasPrefix("[") || type == "String"
                ? "ask a question: `!values.isEmpty`" : "a condition is a question: `value > 0`"
        }
        if message.hasPrefix("cannot assign value of type '[") || message.hasPrefix("cannot convert value of type '["),
            quoted.count >= 2, numbers.contains(String(quoted[0].dropFirst().dropLast())),
            quoted[1].hasPrefix("["), numbers.contains(String(quoted[1].dropFirst().dropLast()))
        {
            return "convert each: `values.map(\(quoted[1].dropFirst().dropLast()).init)`"
        }
        if message.hasPrefix("cannot convert value of type '(key:") {
            return "a dictionary gives pairs: `for (key, value) in dictionary`"
        }
        if message.hasPrefix("empty collection literal") {
            return "say what will stand in it: `var values: [Double] = []`, `var dictionary: [String: Int] = [:]`"
        }
        if message.hasPrefix("for-in loop requires 'Int'") { return "a count is walked by a range: `for i in 0..<10`" }
        return nil
    }

    private static func hint(ofCall message: String, _ line: String, _ quoted: [String]) -> String? {
        if message.hasPrefix("unnamed parameters") {
            return "a parameter has a type: `func area(base: Double, height: Double) -> Double { … }`"
        }
        if message.hasPrefix("C-style for") { return "write `for i in 0..<10 { … }`" }
        if message.hasPrefix("unexpected non-void return value") {
            return "a function says what it returns: `func f(x: Double) -> Double { … }`"
        }
        if let name = quoted.first, ["max", "min"].contains(name), message.hasPrefix("global function") {
            return "of an array: `values.\(name)()`"
        }
        if message.contains("'FloatingPointRoundingRule'") || line.contains(/\bround\(.*,/) {
            return "to two places: `(value * 100).rounded() / 100`"
        }
        if message.hasPrefix("no exact matches"), line.contains(/\.random\(\s*[\d.]/) {
            return "the range has a label: `Double.random(in: 0..<1)`, `Int.random(in: 1...6)`"
        }
        if message.hasPrefix("extra argument in subscript") {
            return "an array of arrays takes one index a bracket: `values[0][1]`"
        }
        if message.contains("cannot subscript String with an Int") {
            return
                "the characters of a text have no numbers: write `Array(text)[0]`, `text.first` or `text.prefix(3)`"
        }
        if message.hasPrefix("errors thrown from here are not handled") {
            return
                "write `throws` in the function's head, `func f() throws`, or catch the error with `do { … } catch { … }`"
        }
        return nil
    }
}

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
            if left == "String" || right == "String" {
                return "numbers become text inside a text: \"total: \\(value)\""
            }
        }
        if message.hasPrefix("cannot convert value of type"), quoted.count >= 2, numbers.contains(quoted[0]),
            numbers.contains(quoted[1])
        {
            return "convert it: `\(quoted[1])(value)`"
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

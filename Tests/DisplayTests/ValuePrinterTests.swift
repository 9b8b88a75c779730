import Display
import Testing

private enum Direction { case north, south }
private enum Figure {
    case circle(radius: Double)
    case square(Double)
    case rectangle(Int, Int)
}
private struct Point {
    var x = 1.5
    var name = "p"
    var next: Int? = nil
}
private class Animal { var age = 3 }
private final class Dog: Animal {
    var name = "Rex"
    var friend: Dog?
}
private struct Described: CustomStringConvertible { var description: String { "my words" } }

@Suite struct ValuePrinterTests {
    /// One test for the whole table, since values of any type cannot be arguments.
    @Test func valuesAreWrittenAsSwiftWritesThem() {
        let table: [(Any, String)] = [
            (3, "3"),
            (3.0, "3.0"),
            (true, "true"),
            ("hola \"x\"\n", #""hola \"x\"\n""#),
            ("abc".dropFirst(), "\"bc\""),
            ("a" as Character, "\"a\""),
            (Int?.none as Any, "nil"),
            (Int?.some(3) as Any, "Optional(3)"),
            (String??.some("a") as Any, "Optional(Optional(\"a\"))"),
            ([1, 2], "[1, 2]"),
            ([Int](), "[]"),
            (["a", nil] as [String?], "[Optional(\"a\"), nil]"),
            (["k": [1.5]], "[\"k\": [1.5]]"),
            ([String: Int](), "[:]"),
            (Set([7]), "[7]"),
            ((1, "a"), "(1, \"a\")"),
            ((x: 1, y: 2.0), "(x: 1, y: 2.0)"),
            (0..<5, "0..<5"),
            (1...3, "1...3"),
            (Direction.south, "south"),
            (Figure.circle(radius: 2), "circle(radius: 2.0)"),
            (Figure.square(2), "square(2.0)"),
            (Figure.rectangle(1, 2), "rectangle(1, 2)"),
            (Point(), "Point(x: 1.5, name: \"p\", next: nil)"),
            ([Direction.north], "[north]"),
            (Described(), "my words"),
            ([Described()], "[my words]"),
            (Int.self, "Int"),
            ([String: [Int]].self, "[String: [Int]]"),
            ([1, 2, 3, 4][1...2], "[2, 3]"),
            ({ (number: Int) in number + 1 }, "(Function) (Int) -> Int"),
        ]
        for (value, expected) in table { #expect(ValuePrinter.text(of: value) == expected) }
    }

    @Test func objectsThatHoldThemselvesEnd() {
        let dog = Dog()
        dog.friend = dog
        #expect(ValuePrinter.text(of: dog) == "Dog(age: 3, name: \"Rex\", friend: Optional(Dog(…)))")
    }

    @Test func longCollectionsAreCutWithTheirCount() {
        let text = ValuePrinter.text(of: Array(0..<1_000_000))
        #expect(text.hasPrefix("[0, 1, 2, "))
        #expect(text.hasSuffix(", 999, … (1,000,000 in all)]"))
        // Nested ones count together.
        let nested = ValuePrinter.text(of: [[Int]](repeating: Array(0..<100), count: 100), elements: 50)
        #expect(nested.utf8.count < 500)
        #expect(nested.contains("… (100 in all)"))
    }

    @Test func longStringsAreCutWithTheirCount() {
        let text = ValuePrinter.text(of: String(repeating: "x", count: 5000), characters: 100)
        #expect(text.hasPrefix("\"xxx"))
        #expect(text.hasSuffix("(5,000 characters)"))
        #expect(text.utf8.count < 200)
    }
}

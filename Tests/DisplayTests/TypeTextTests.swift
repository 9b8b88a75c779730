import Display
import Testing

private struct Outer { struct Inner {} }

@Suite struct TypeTextTests {
    @Test(arguments: [
        ("Swift.Int", "Int"),
        ("Swift.Array<Swift.Int>", "[Int]"),
        ("Swift.Optional<Swift.String>", "String?"),
        ("Swift.Dictionary<Swift.String, Swift.Array<Swift.Double>>", "[String: [Double]]"),
        ("Swift.Optional<Swift.Dictionary<Swift.String, Swift.Int>>", "[String: Int]?"),
        ("Swift.Array<Swift.Optional<Cell7.Point>>", "[Point?]"),
        ("Cell12.Outer.Inner", "Outer.Inner"),
        ("Cell7.(unknown context at $7f1c).Secret", "Secret"),
        ("(Swift.Int, label: Swift.String)", "(Int, label: String)"),
        ("()", "()"),
        ("(Swift.Int) -> Swift.Array<Swift.Int>", "(Int) -> [Int]"),
        ("Swift.Optional<(Swift.Int) -> Swift.Int>", "((Int) -> Int)?"),
        ("Swift.Array<(Swift.Int) -> Swift.Int>", "[(Int) -> Int]"),
        ("any Cell7.Shape", "any Shape"),
        ("Swift.Optional<any Cell7.Shape>", "(any Shape)?"),
        ("Swift.Optional<(Swift.Int, Swift.Int)>", "(Int, Int)?"),
        ("Swift.Result<Swift.Int, any Swift.Error>", "Result<Int, any Error>"),
        ("Swift.Dictionary<Swift.String, Swift.Int>.Keys", "[String: Int].Keys"),
        ("Swift.Int.Type", "Int.Type"),
        ("NeuralEngine.Tensor", "Tensor"),
        ("(extension in Foundation):Swift.String.Encoding", "String.Encoding"),
        ("Swift.Set<Swift.Int>", "Set<Int>"),
        ("Int", "Int"),
        ("", ""),
    ])
    func typesAreWrittenAsInACell(qualified: String, expected: String) {
        #expect(TypeText.simplified(qualified) == expected)
    }

    @Test func realTypesToo() {
        #expect(TypeText.of([String: Int?].self) == "[String: Int?]")
        #expect(TypeText.of(Outer.Inner.self) == "Outer.Inner")
        #expect(TypeText.of((@Sendable (Int) async throws -> String).self).hasSuffix("(Int) async throws -> String"))
    }
}

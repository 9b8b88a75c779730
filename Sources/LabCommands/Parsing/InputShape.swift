/// The shape of one example as a command writes it: `2`, `8x8`, `8,8`, `[8, 8]`, `(8, 8)`.
enum InputShape {
    /// - Throws: ``LabError`` for anything else.
    static func shape(_ text: String) throws -> [Int] {
        let parts = text.filter { !"[]() ".contains($0) }.split(whereSeparator: { "x,×".contains($0) })
        let shape = parts.compactMap { Int($0) }
        guard !shape.isEmpty, shape.count == parts.count, shape.allSatisfy({ $0 >= 1 }) else {
            throw LabError("--input is \(text); expected the shape of one example, such as 2 or 8x8.")
        }
        return shape
    }
}

/// Seeds as commands take them.
enum Seed {
    /// - Throws: ``LabError`` for a negative one.
    static func checked(_ number: WholeNumber) throws -> UInt64 {
        guard let seed = UInt64(exactly: number.value) else {
            throw LabError("--seed is \(number.value); expected a whole number from 0.")
        }
        return seed
    }
}

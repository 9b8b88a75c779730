import NeuralEngine

/// A map of the digits, by the batch rule.
struct SOMDigits: DigitsRecipe {
    static let name = "som"

    private let seed: UInt64
    let digits: DigitsData
    private var map: SelfOrganizingMap?

    init(seed: UInt64) throws {
        self.seed = seed
        digits = try DigitsData()
    }

    mutating func train() throws {
        var map = try SelfOrganizingMap(of: digits.train, rows: 10, columns: 10, seed: seed)
        try map.fit(digits.train, epochs: 40, rule: .batch)
        self.map = map
    }

    func metric() throws -> Double { try map?.quantizationError(digits.test) ?? .nan }
}

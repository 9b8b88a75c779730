extension Dataset {
    /// Ratings from 1 to 5 that made-up users gave to made-up items: features `[count, 2]`, user and item as whole numbers from 0;
    /// targets `[count]`.
    ///
    /// Each user and each item has a few hidden factors and a bias, drawn at random; a rating is 3 + biases + their product + noise,
    /// rounded to halves and kept within 1 to 5. So there is something to be found, and noise that cannot be.
    ///
    /// - Parameters:
    ///   - density: the part of all pairs that is rated, above 0, up to 1; every user and every item is rated once at least.
    ///   - factors: how many hidden factors there are.
    ///   - noise: the deviation of the normal noise on a rating.
    /// - Throws: ``EngineError/Code/invalidArgument`` for numbers that make no sense.
    public static func ratings(
        users: Int = 60, items: Int = 40, density: Double = 0.35, factors: Int = 3, noise: Double = 0.3,
        seed: UInt64 = 0
    ) throws -> Dataset {
        guard users >= 1, items >= 1, factors >= 1, users <= 100_000, items <= 100_000, users * items <= 100_000_000
        else {
            throw EngineError(
                .invalidArgument,
                """
                users is \(users), items \(items), factors \(factors); expected 1 or more of each, and 100 million pairs at most.
                """)
        }
        guard density > 0, density <= 1, noise >= 0, noise.isFinite else {
            throw EngineError(
                .invalidArgument,
                """
                density is \(density), expected a number above 0, up to 1; noise is \(noise), expected a finite number from 0.
                """)
        }
        var generator = SeededGenerator(seed: seed)
        func draws(_ count: Int, _ deviation: Double) -> [Double] {
            (0..<count).map { _ in deviation * generator.nextNormal() }
        }
        let (userBiases, itemBiases) = (draws(users, 0.3), draws(items, 0.5))
        // A product of so many pairs has the deviation 0.9, whatever their count.
        let scale = (0.9 / Double(factors).squareRoot()).squareRoot()
        let (tastes, traits) = (draws(users * factors, scale), draws(items * factors, scale))
        var features: [Float] = []
        var targets: [Float] = []
        for user in 0..<users {
            for item in 0..<items {
                // The pairs on the diagonal see to it that nobody is left out.
                let isNeeded = user % items == item || item % users == user
                guard generator.nextUnit() < density || isNeeded else { continue }
                var rating = 3 + userBiases[user] + itemBiases[item] + noise * generator.nextNormal()
                for factor in 0..<factors {
                    rating += tastes[user * factors + factor] * traits[item * factors + factor]
                }
                features += [Float(user), Float(item)]
                targets.append(Float(min(max((2 * rating).rounded() / 2, 1), 5)))
            }
        }
        return Dataset(
            uncheckedName: "ratings", features: Tensor(uncheckedShape: [targets.count, 2], scalars: features),
            targets: Tensor(targets), featureNames: ["user", "item"], classNames: nil)
    }
}

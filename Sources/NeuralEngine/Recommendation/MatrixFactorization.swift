/// Ratings that users would give to items, from those that they gave: recommendation by factors.
///
/// r̂ = μ + b_u + b_i + ⟨p_u, q_i⟩: the mean of all ratings, what the user and the item deviate from it, and how well the item's
/// factors q_i suit the user's tastes p_u. Users who never met an item get it recommended through what it has in common with
/// those that they liked.
///
/// ```swift
/// let (seen, held) = try Dataset.ratings(seed: 1).split(validation: 0.2, seed: 2)
/// var model = try MatrixFactorization(users: 60, items: 40, factors: 4, seed: 3)
/// let history = try model.fit(seen, epochs: 60, validation: held)
/// try model.recommendations(for: 7, count: 5, without: seen)
/// ```
///
/// Source: Y. Koren, R. Bell, C. Volinsky, "Matrix factorization techniques for recommender systems" (2009).
public struct MatrixFactorization: Sendable, Equatable {
    public let users: Int
    public let items: Int
    /// How many numbers describe a taste.
    public let factors: Int
    /// μ, the mean of the ratings that were learned from; 0 before.
    public private(set) var mean: Float = 0
    /// b_u: `[users]`.
    public private(set) var userBiases: Tensor
    /// b_i: `[items]`.
    public private(set) var itemBiases: Tensor
    /// P: `[users, factors]`.
    public private(set) var userFactors: Tensor
    /// Q: `[items, factors]`.
    public private(set) var itemFactors: Tensor

    /// An item and the rating that a user is expected to give it.
    public struct Recommendation: Sendable, Equatable {
        public let item: Int
        public let rating: Float
    }

    /// - Parameters:
    ///   - users: how many there are; a rating's user is a number from 0 to below it. Likewise for items.
    ///   - deviation: of the normal distribution that factors are drawn from at the beginning.
    ///   - seed: draws them.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a count below 1, or a deviation that is not positive.
    public init(users: Int, items: Int, factors: Int, deviation: Double = 0.1, seed: UInt64 = 0) throws {
        guard users >= 1, items >= 1, factors >= 1 else {
            throw EngineError(
                .invalidArgument,
                "users is \(users), items \(items) and factors \(factors); expected 1 or more of each.")
        }
        guard deviation > 0, deviation.isFinite else {
            throw EngineError(
                .invalidArgument, "deviation is \(deviation), expected a positive number, such as 0.1.")
        }
        (self.users, self.items, self.factors) = (users, items, factors)
        var generator = SeededGenerator(seed: seed)
        userBiases = try Tensor.zeros([users])
        itemBiases = try Tensor.zeros([items])
        userFactors = try Tensor.normal([users, factors], deviation: Float(deviation), using: &generator)
        itemFactors = try Tensor.normal([items, factors], deviation: Float(deviation), using: &generator)
    }

    /// Learns by stochastic gradient descent: for each rating r with the error e = r − r̂,
    /// b ← b + η (e − λ b) for both biases, p ← p + η (e q − λ p), q ← q + η (e p − λ q).
    ///
    /// That goes down Σ e² + λ (b_u² + b_i² + ‖p_u‖² + ‖q_i‖²) over the ratings. It goes on from the present factors.
    ///
    /// - Parameters:
    ///   - ratings: features `[count, 2]`, user and item, as whole numbers from 0; targets `[count]`, the ratings.
    ///   - learningRate: η.
    ///   - regularization: λ, which keeps those with few ratings near the mean.
    ///   - validation: other ratings, measured after each epoch.
    ///   - seed: draws the order of each epoch.
    /// - Returns: the mean squared error of each epoch, measured while the numbers moved; that on the validation data at its end;
    ///   and the square roots of both as the metric `rootMeanSquaredError`.
    /// - Throws: ``EngineError/Code/invalidData`` for ratings that are none, with the row; ``EngineError/Code/invalidArgument`` for
    ///   numbers that make no sense; ``EngineError/Code/notFinite`` when the factors grow without end (they are unchanged then).
    @discardableResult
    public mutating func fit(
        _ ratings: Dataset, learningRate: Double = 0.02, regularization: Double = 0.05, epochs: Int = 50,
        validation: Dataset? = nil, seed: UInt64 = 0
    ) throws -> History {
        guard epochs >= 1, learningRate > 0, learningRate.isFinite, regularization >= 0, regularization.isFinite else {
            throw EngineError(
                .invalidArgument,
                """
                epochs is \(epochs), expected 1 or more; learningRate is \(learningRate), expected a positive number, such as \
                0.02; regularization is \(regularization), expected 0 or more.
                """)
        }
        let known = try places(of: ratings.features, named: ratings.name)
        try Self.checkTargets(ratings)
        let held = try validation.map { (try places(of: $0.features, named: $0.name), $0) }
        if let held { try Self.checkTargets(held.1) }
        let values = ratings.targets.scalars
        var copy = self
        copy.mean = Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
        var history = History(
            model: "factorization", dataset: ratings.name, lossFunction: .meanSquaredError, plannedEpochs: epochs)
        var order = ExampleOrder(count: known.count, seed: seed, shuffles: true)
        defer { order.deallocate() }
        let clock = ContinuousClock()
        let start = clock.now
        for epoch in 1...epochs {
            if Interruption.isRequested {
                history.interrupted = true
                break
            }
            order.shuffle()
            let squares = copy.pass(
                known, values, order: order.indices, rate: Float(learningRate), penalty: Float(regularization))
            let loss = squares / Double(values.count)
            guard loss.isFinite, copy.userFactors.scalars.allSatisfy(\.isFinite) else {
                throw EngineError(
                    .notFinite,
                    """
                    The factors grow without end (epoch \(epoch)): the learning rate \(compactText(learningRate)) is too large for \
                    these ratings.
                    """)
            }
            history.loss.append(loss)
            history.metrics["rootMeanSquaredError", default: []].append(loss.squareRoot())
            history.learningRate.append(learningRate)
            if let (places, data) = held {
                let error = zip(places, data.targets.scalars).reduce(0.0) { sum, pair in
                    let distance = Double(copy.rating(user: pair.0.user, item: pair.0.item) - pair.1)
                    return sum + distance * distance
                }
                history.validationLoss.append(error / Double(data.count))
                history.validationMetrics["rootMeanSquaredError", default: []].append(
                    (error / Double(data.count)).squareRoot())
            }
        }
        history.duration = start.duration(to: clock.now)
        self = copy
        return history
    }

    /// One epoch; the sum of the squared errors.
    private mutating func pass(
        _ places: [Place], _ ratings: [Float], order: UnsafePointer<Int>?, rate: Float, penalty: Float
    ) -> Double {
        var squares = 0.0
        let (factors, mean) = (factors, mean)
        var (allUserBiases, allItemBiases) = (userBiases, itemBiases)
        var (allUserFactors, allItemFactors) = (userFactors, itemFactors)
        allUserBiases.withUnsafeMutableScalars { ofUser in
            allItemBiases.withUnsafeMutableScalars { ofItem in
                allUserFactors.withUnsafeMutableScalars { p in
                    allItemFactors.withUnsafeMutableScalars { q in
                        for position in ratings.indices {
                            let index = order?[position] ?? position
                            let (user, item) = (places[index].user, places[index].item)
                            let (u, i) = (user * factors, item * factors)
                            var sum = mean + ofUser[user] + ofItem[item]
                            for factor in 0..<factors { sum += p[u + factor] * q[i + factor] }
                            let error = ratings[index] - sum
                            squares += Double(error) * Double(error)
                            ofUser[user] += rate * (error - penalty * ofUser[user])
                            ofItem[item] += rate * (error - penalty * ofItem[item])
                            for factor in 0..<factors {
                                let (taste, trait) = (p[u + factor], q[i + factor])
                                p[u + factor] += rate * (error * trait - penalty * taste)
                                q[i + factor] += rate * (error * taste - penalty * trait)
                            }
                        }
                    }
                }
            }
        }
        (userBiases, itemBiases) = (allUserBiases, allItemBiases)
        (userFactors, itemFactors) = (allUserFactors, allItemFactors)
        return squares
    }

    /// The items that a user is expected to rate highest, best first.
    ///
    /// - Parameter ratings: what the user rated there is left out.
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such user, or the count is negative.
    public func recommendations(
        for user: Int, count: Int = 10, without ratings: Dataset? = nil
    ) throws -> [Recommendation] {
        guard (0..<users).contains(user), count >= 0 else {
            throw EngineError(
                .invalidArgument,
                "user is \(user), expected 0 to \(users - 1); count is \(count), expected 0 or more.")
        }
        let known = try ratings.map { try places(of: $0.features, named: $0.name) } ?? []
        let seen = Set(known.filter { $0.user == user }.map(\.item))
        let all = (0..<items).filter { !seen.contains($0) }.map {
            Recommendation(item: $0, rating: rating(user: user, item: $0))
        }
        return Array(all.sorted { ($0.rating, $1.item) > ($1.rating, $0.item) }.prefix(count))
    }

    /// The items whose factors point most in the direction of one's, best first, with the cosine of the angle.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such item.
    public func similarItems(to item: Int, count: Int = 10) throws -> [(item: Int, cosine: Float)] {
        guard (0..<items).contains(item), count >= 0 else {
            throw EngineError(
                .invalidArgument,
                "item is \(item), expected 0 to \(items - 1); count is \(count), expected 0 or more.")
        }
        func vector(_ item: Int) -> ArraySlice<Float> {
            itemFactors.scalars[(item * factors)..<((item + 1) * factors)]
        }
        func dot(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let own = vector(item)
        let list = (0..<items).filter { $0 != item }.map { other in
            let lengths = (dot(own, own) * dot(vector(other), vector(other))).squareRoot()
            return (item: other, cosine: lengths > 0 ? dot(own, vector(other)) / lengths : 0)
        }
        return Array(list.sorted { ($0.cosine, $1.item) > ($1.cosine, $0.item) }.prefix(count))
    }

    private func rating(user: Int, item: Int) -> Float {
        var sum = mean + userBiases.scalars[user] + itemBiases.scalars[item]
        for factor in 0..<factors {
            sum += userFactors.scalars[user * factors + factor] * itemFactors.scalars[item * factors + factor]
        }
        return sum
    }

    private struct Place {
        let user: Int
        let item: Int
    }

    /// Users and items of rows, checked.
    private func places(of features: Tensor, named name: String) throws -> [Place] {
        guard features.rank == 2, features.shape[1] == 2 else {
            throw EngineError(
                .shapeMismatch,
                "Ratings have the features [count, 2], user and item; those of \"\(name)\" are \(shapeText(features.shape))."
            )
        }
        return try (0..<features.shape[0]).map { row in
            let (user, item) = (features.scalars[2 * row], features.scalars[2 * row + 1])
            guard user >= 0, user < Float(users), user == user.rounded(), item >= 0, item < Float(items),
                item == item.rounded()
            else {
                throw EngineError(
                    .invalidData,
                    """
                    Row \(row) of "\(name)" is user \(compactText(Double(user))), item \(compactText(Double(item))); expected whole \
                    numbers, users 0 to \(users - 1) and items 0 to \(items - 1).
                    """)
            }
            return Place(user: Int(user), item: Int(item))
        }
    }

    private static func checkTargets(_ ratings: Dataset) throws {
        guard ratings.targets.count == ratings.count else {
            throw EngineError(
                .shapeMismatch,
                """
                Ratings have one number each, [count]; the targets of "\(ratings.name)" are \
                \(shapeText(ratings.targets.shape)).
                """)
        }
    }
}

extension MatrixFactorization: Predictor {
    /// r̂ for users and items: `[batch, 2]` to `[batch, 1]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` for another shape, ``EngineError/Code/invalidData`` for a user or an item that
    ///   there is not.
    public func predict(_ features: Tensor) throws -> Tensor {
        let numbers = try places(of: features, named: "features").map { rating(user: $0.user, item: $0.item) }
        return Tensor(uncheckedShape: [numbers.count, 1], scalars: numbers)
    }
}

extension MatrixFactorization: CustomStringConvertible {
    /// `MatrixFactorization, 60 users and 40 items by 4 factors`.
    public var description: String {
        "MatrixFactorization, \(users) users and \(items) items by \(factors) factors"
    }
}

import NeuralEngine
import Testing

@Suite("Matrix factorization")
struct MatrixFactorizationTests {
    /// Ratings held back are foretold better than by the mean, and better than by biases alone.
    @Test func foretellsRatings() throws {
        let (seen, held) = try Dataset.ratings(seed: 1).split(validation: 0.2, seed: 2)
        var model = try MatrixFactorization(users: 60, items: 40, factors: 4, seed: 3)
        let history = try model.fit(seen, epochs: 60, validation: held, seed: 4)
        #expect(history.epochs == 60 && history.validationLoss.count == 60)
        let mean = seen.targets.mean().scalars[0]
        let ofMean = try meanSquaredError(Tensor(repeating: mean, shape: held.targets.shape), held.targets).scalar
        let error = try meanSquaredError(model.predict(held.features).flattened(), held.targets).scalar
        #expect(abs(Double(error) - (history.validationLoss.last ?? 0)) < 1e-5)
        let ofBiases = try Self.errorOfBiases(seen, held)
        // The ratings' noise and rounding alone have a mean square of 0.3² + 0.5² / 12 ≈ 0.11.
        #expect(error < 0.5 * ofMean, "\(error) of \(ofMean)")
        #expect(error < 0.8 * ofBiases, "\(error), biases alone \(ofBiases)")
        #expect(history.loss.last ?? 1 < history.loss[0] / 3)
        #expect(history.metrics["rootMeanSquaredError"]?.last == history.loss.last?.squareRoot())
    }

    /// What the mean and the means of users and items alone foretell.
    private static func errorOfBiases(_ seen: Dataset, _ held: Dataset) throws -> Float {
        let mean = seen.targets.mean().scalars[0]
        var (users, items) = ([Float](repeating: 0, count: 60), [Float](repeating: 0, count: 40))
        for epoch in 0..<40 {
            for row in 0..<seen.count {
                let (user, item) = (Int(seen.features.scalars[2 * row]), Int(seen.features.scalars[2 * row + 1]))
                let error = seen.targets.scalars[row] - mean - users[user] - items[item]
                let rate: Float = epoch < 30 ? 0.02 : 0.005
                users[user] += rate * (error - 0.05 * users[user])
                items[item] += rate * (error - 0.05 * items[item])
            }
        }
        let foretold = (0..<held.count).map { row in
            mean + users[Int(held.features.scalars[2 * row])] + items[Int(held.features.scalars[2 * row + 1])]
        }
        return try meanSquaredError(Tensor(foretold), held.targets).scalar
    }

    /// One rating by hand: μ is the rating itself, so the error is −⟨p, q⟩.
    @Test func oneStepByHand() throws {
        let data = try Dataset(name: "one", features: [[0, 1]], targets: [4])
        var model = try MatrixFactorization(users: 1, items: 2, factors: 2, seed: 5)
        let (p, q) = (model.userFactors.scalars, Array(model.itemFactors.scalars[2...]))
        try model.fit(data, learningRate: 0.1, regularization: 0.5, epochs: 1)
        let error = -(p[0] * q[0] + p[1] * q[1])
        #expect(model.mean == 4)
        #expect(abs(model.userBiases.scalars[0] - 0.1 * error) < 1e-7)
        #expect(model.itemBiases.scalars[0] == 0)
        for factor in 0..<2 {
            let expected = p[factor] + 0.1 * (error * q[factor] - 0.5 * p[factor])
            #expect(abs(model.userFactors.scalars[factor] - expected) < 1e-7)
            let other = q[factor] + 0.1 * (error * p[factor] - 0.5 * q[factor])
            #expect(abs(model.itemFactors.scalars[2 + factor] - other) < 1e-7)
        }
    }

    @Test func recommends() throws {
        let ratings = try Dataset.ratings(users: 30, items: 20, noise: 0.1, seed: 6)
        var model = try MatrixFactorization(users: 30, items: 20, factors: 3, seed: 1)
        try model.fit(ratings, epochs: 80)
        let rated = Set(
            (0..<ratings.count).filter { ratings.features.scalars[2 * $0] == 7 }.map {
                Int(ratings.features.scalars[2 * $0 + 1])
            })
        let list = try model.recommendations(for: 7, count: 5, without: ratings)
        #expect(list.count == 5 && list.allSatisfy { !rated.contains($0.item) })
        #expect(zip(list, list.dropFirst()).allSatisfy { $0.rating >= $1.rating })
        let all = try model.recommendations(for: 7, count: 100)
        #expect(all.count == 20)
        #expect(try model.predict(Tensor(rows: [[7, Float(all[0].item)]])).scalar == all[0].rating)
        let similar = try model.similarItems(to: 3, count: 4)
        #expect(similar.count == 4 && similar.allSatisfy { $0.item != 3 && abs($0.cosine) <= 1.0001 })
    }

    @Test func theDataSet() throws {
        let ratings = try Dataset.ratings(users: 25, items: 50, density: 0.01, seed: 3)
        let (users, items) = (0..<ratings.count).reduce(into: (Set<Float>(), Set<Float>())) { sets, row in
            sets.0.insert(ratings.features.scalars[2 * row])
            sets.1.insert(ratings.features.scalars[2 * row + 1])
        }
        #expect(users.count == 25 && items.count == 50)
        #expect(ratings.targets.scalars.allSatisfy { $0 >= 1 && $0 <= 5 && 2 * $0 == (2 * $0).rounded() })
        #expect(ratings.labels == nil)
        #expect(try Dataset.ratings(seed: 1) == Dataset.ratings(seed: 1))
        #expect(try Dataset.ratings(seed: 1) != Dataset.ratings(seed: 2))
    }

    @Test(arguments: [
        BadCall("users is 0") { _ = try MatrixFactorization(users: 0, items: 1, factors: 1) },
        BadCall("deviation is -1") { _ = try MatrixFactorization(users: 1, items: 1, factors: 1, deviation: -1) },
        BadCall("Row 1", "user 5", "users 0 to 1") {
            var model = try MatrixFactorization(users: 2, items: 3, factors: 1)
            _ = try model.fit(Dataset(name: "odd", features: [[0, 0], [5, 0]], targets: [1, 2]))
        },
        BadCall("item 0.5") {
            _ = try MatrixFactorization(users: 2, items: 3, factors: 1).predict([[0, 0.5]])
        },
        BadCall("[1, 3]") { _ = try MatrixFactorization(users: 2, items: 3, factors: 1).predict([[0, 1, 2]]) },
        BadCall("grow without end") {
            var model = try MatrixFactorization(users: 60, items: 40, factors: 4)
            _ = try model.fit(.ratings(), learningRate: 10)
        },
        BadCall("user is 9") { _ = try MatrixFactorization(users: 2, items: 3, factors: 1).recommendations(for: 9) },
        BadCall("density is 0") { _ = try Dataset.ratings(density: 0) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}

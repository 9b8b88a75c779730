import CKernels
import Foundation
import NeuralEngine
import Testing

@Suite("Self-organizing map")
struct SelfOrganizingMapTests {
    @Test(
        arguments: SelfOrganizingMap.Rule.allCases, SelfOrganizingMap.Topology.allCases)
    func unfoldsOverIris(rule: SelfOrganizingMap.Rule, topology: SelfOrganizingMap.Topology) throws {
        let data = try Dataset.iris()
        var map = try SelfOrganizingMap(of: data, rows: 6, columns: 8, topology: topology, seed: 1)
        let history = try map.fit(data, epochs: 40, rule: rule, seed: 2)
        #expect(history.quantizationError.count == 41 && history.epochs == 40)
        // Random examples as weights are near to the data but in no order: their neighbours are anywhere.
        #expect(try #require(history.topographicError.first) > 0.7)
        #expect(try #require(history.topographicError.last) < 0.15, "\(history)")
        // As the neighbourhood shrinks, units come nearer to the data.
        #expect(history.quantizationError[40] < 0.6 * history.quantizationError[1], "\(history)")
        #expect(try map.quantizationError(data) == history.quantizationError.last)
        #expect(try map.topographicError(data) == history.topographicError.last)
        #expect(history.learningRate.count == (rule == .online ? 40 : 0))
        // Flowers of a species come to stand together: units that answer for some answer for one species mostly.
        let winners = try map.winners(of: data.features)
        let labels = try #require(data.labels)
        var votes = [[Int]](repeating: [0, 0, 0], count: 48)
        for (unit, label) in zip(winners, labels) { votes[unit][label] += 1 }
        let pure = votes.reduce(0) { $0 + ($1.max() ?? 0) }
        #expect(Double(pure) / 150 > 0.93, "\(pure)")
    }

    /// A line of winners along one row moves its neighbours less the farther they are.
    @Test func oneExampleByHand() throws {
        let weights = try Tensor.zeros([2, 3, 1])
        var map = try SelfOrganizingMap(weights: weights)
        let data = try Dataset(name: "one", features: [[8]], targets: [0])
        // All units are as near: the first one wins, and the others stand 1, 2, 1, √2 and √5 from it; η = ½, σ = 1.
        try map.fit(data, epochs: 1, learningRate: 0.5, finalLearningRate: 0.5, radius: 1, finalRadius: 1)
        let expected = [0.0, 1, 4, 1, 2, 5].map { 4 * exponential(-$0 / 2) }
        #expect(worst(map.weights.scalars, expected, relative: 1e-6, absolute: 0) <= 1)
        // The batch rule takes them all to the only example.
        try map.fit(data, epochs: 1, rule: .batch, radius: 1, finalRadius: 1)
        #expect(map.weights.scalars.allSatisfy { abs($0 - 8) < 1e-5 })
    }

    private func exponential(_ x: Double) -> Double { Double(Tensor(Float(x)).exp().scalars[0]) }

    @Test func neighbours() throws {
        let square = try SelfOrganizingMap(weights: Tensor.zeros([3, 4, 2]))
        #expect(Set(square.neighbours(of: 5)) == [1, 4, 6, 9])
        #expect(square.neighbours(of: 0).sorted() == [1, 4])
        let comb = try SelfOrganizingMap(weights: Tensor.zeros([3, 4, 2]), topology: .hexagonal)
        // Row 1 stands half a unit to the right: unit 5 touches 1 and 2 above, 9 and 10 below.
        #expect(Set(comb.neighbours(of: 5)) == [1, 2, 4, 6, 9, 10])
        #expect(Set(comb.neighbours(of: 0)) == [1, 4])
        for unit in 0..<12 {
            for other in comb.neighbours(of: unit) {
                #expect(comb.neighbours(of: other).contains(unit))
                let (a, b) = (comb.place(of: unit), comb.place(of: other))
                #expect(abs((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) - 1) < 1e-9)
            }
        }
        #expect(comb.neighbours(of: 12).isEmpty && comb.neighbours(of: -1).isEmpty)
    }

    /// Weights in order over a line: nothing is torn, and a swap tears it.
    @Test func topographicErrorByHand() throws {
        let line = try Tensor(shape: [2, 4, 1], scalars: [0, 1, 2, 3, 10, 11, 12, 13])
        let data = try Dataset(name: "line", features: [[0.2], [1.2], [2.2]], targets: [0, 0, 0])
        #expect(try SelfOrganizingMap(weights: line).topographicError(data) == 0)
        #expect(abs(try SelfOrganizingMap(weights: line).quantizationError(data) - 0.2) < 1e-6)
        let torn = try Tensor(shape: [2, 4, 1], scalars: [0, 12, 2, 3, 10, 11, 1, 13])
        // Unit 6 holds 1 now, far from unit 0: example 0.2 has them both nearest; 1.2 has 6 and 2, which touch; 2.2 has 2 and 3.
        #expect(abs(try SelfOrganizingMap(weights: torn).topographicError(data) - 1.0 / 3) < 1e-9)
    }

    @Test func thePrincipalPlaneIsInOrder() throws {
        let data = try Dataset.iris()
        let map = try SelfOrganizingMap(of: data, rows: 6, columns: 10, initialization: .principalPlane)
        #expect(try map.topographicError(data) < 0.2)
        let again = try SelfOrganizingMap(of: data, rows: 6, columns: 10, initialization: .principalPlane, seed: 9)
        #expect(map == again)
    }

    @Test func theSameSeedTheSameMap() throws {
        let data = try Dataset.moons(samples: 100, seed: 1)
        func map(_ seed: UInt64) throws -> SelfOrganizingMap {
            var map = try SelfOrganizingMap(of: data, rows: 4, columns: 4, seed: 7)
            try map.fit(data, epochs: 3, seed: seed)
            return map
        }
        #expect(try map(1) == map(1))
        #expect(try map(1) != map(2))
    }

    /// 500 pictures and 100 units are enough work for several threads.
    @Test func theSameBitsOnAnyNumberOfThreads() throws {
        let data = try Dataset.digits().rows(Array(0..<500))
        func trained(threads: Int32) throws -> (SelfOrganizingMap, [Double]) {
            let before = ck_thread_count()
            ck_set_thread_count(threads)
            defer { ck_set_thread_count(before) }
            var map = try SelfOrganizingMap(of: data, rows: 10, columns: 10, topology: .hexagonal, seed: 1)
            let history = try map.fit(data, epochs: 4, rule: .batch)
            return (map, history.quantizationError + history.topographicError)
        }
        let (alone, errors) = try trained(threads: 1)
        for threads in [2, 3, 7] as [Int32] {
            let (map, others) = try trained(threads: threads)
            #expect(map == alone && others == errors)
        }
    }

    /// The batch rule by its formula, pair by pair of units.
    @Test(arguments: SelfOrganizingMap.Topology.allCases)
    func theBatchRuleByItsFormula(topology: SelfOrganizingMap.Topology) throws {
        let data = try Dataset.iris()
        var map = try SelfOrganizingMap(of: data, rows: 5, columns: 4, topology: topology, seed: 3)
        let winners = try map.winners(of: data.features)
        try map.fit(data, epochs: 1, rule: .batch, radius: 1.5, finalRadius: 1.5)
        for unit in 0..<20 {
            var (sums, count) = ([Double](repeating: 0, count: 4), 0.0)
            for (row, winner) in winners.enumerated() {
                let (a, b) = (map.place(of: unit), map.place(of: winner))
                let square = (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
                let near = exp(-square / (2 * 1.5 * 1.5))
                for place in 0..<4 { sums[place] += near * Double(data.features.scalars[row * 4 + place]) }
                count += near
            }
            // Sums of 150 numbers in single precision.
            let weights = Array(map.weights.scalars[(unit * 4)..<(unit * 4 + 4)])
            #expect(worst(weights, sums.map { $0 / count }, relative: 1e-5, absolute: 0) <= 1)
        }
    }

    @Test(arguments: [
        BadCall("1 rows") { _ = try SelfOrganizingMap(of: .iris(), rows: 1, columns: 4) },
        BadCall("4096 units") { _ = try SelfOrganizingMap(of: .iris(), rows: 100, columns: 100) },
        BadCall("[4, 4]") { _ = try SelfOrganizingMap(weights: Tensor.zeros([4, 4])) },
        BadCall("NaN") { _ = try SelfOrganizingMap(weights: Tensor(repeating: .nan, shape: [2, 2, 1])) },
        BadCall("epochs is 0") {
            var map = try SelfOrganizingMap(of: .iris(), rows: 2, columns: 2)
            _ = try map.fit(.iris(), epochs: 0)
        },
        BadCall("learning rates are 2.0") {
            var map = try SelfOrganizingMap(of: .iris(), rows: 2, columns: 2)
            _ = try map.fit(.iris(), learningRate: 2)
        },
        BadCall("radii are 0.0") {
            var map = try SelfOrganizingMap(of: .iris(), rows: 2, columns: 2)
            _ = try map.fit(.iris(), radius: 0)
        },
        BadCall("4 features", "2 were given") {
            _ = try SelfOrganizingMap(of: .iris(), rows: 2, columns: 2).winners(of: [[1, 2]])
        },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}

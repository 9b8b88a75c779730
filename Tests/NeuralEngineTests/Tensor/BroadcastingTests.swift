import NeuralEngine
import Testing

/// Random shapes against the definition, place by place.
@Suite("Broadcasting")
struct BroadcastingTests {
    /// Two shapes that fit, and the one they take together.
    private func shapes(using generator: inout SeededGenerator) -> ([Int], [Int], [Int]) {
        let rank = generator.nextIndex(below: 5)
        let shape = (0..<rank).map { _ in [1, 2, 3, 5, 9, 17][generator.nextIndex(below: rank > 3 ? 4 : 6)] }
        func thinned() -> [Int] {
            let kept = generator.nextIndex(below: 3) == 0 ? generator.nextIndex(below: rank + 1) : rank
            return shape.suffix(kept).map { generator.nextIndex(below: 3) == 0 ? 1 : $0 }
        }
        let (left, right) = (thinned(), thinned())
        return (left, right, (try? Tensor.broadcastShape(left, right)) ?? [])
    }

    /// The number that stands at a place of the larger shape.
    private func number(_ tensor: Tensor, at place: Int, of shape: [Int]) -> Double {
        var (rest, offset, stride) = (place, 0, 1)
        for axis in 0..<shape.count {
            let index = rest % shape[shape.count - 1 - axis]
            rest /= shape[shape.count - 1 - axis]
            guard axis < tensor.rank else { continue }
            let length = tensor.shape[tensor.rank - 1 - axis]
            offset += (length == 1 ? 0 : index) * stride
            stride *= length
        }
        return Double(tensor.scalars[offset])
    }

    @Test(arguments: 0..<60)
    func arithmetic(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let (first, second, shape) = shapes(using: &generator)
        let a = try Tensor.normal(first, using: &generator)
        let b = try Tensor.uniform(second, in: 0.5..<2, using: &generator)
        let count = shape.reduce(1, *)
        let pairs = (0..<count).map { (number(a, at: $0, of: shape), number(b, at: $0, of: shape)) }
        let results: [(Tensor, (Double, Double) -> Double)] = [
            (try a + b, { $0 + $1 }), (try a - b, { $0 - $1 }), (try a * b, { $0 * $1 }), (try a / b, { $0 / $1 }),
            (try Tensor.maximum(a, b), { max($0, $1) }), (try Tensor.minimum(a, b), { min($0, $1) }),
            (try a .< b, { $0 < $1 ? 1 : 0 }), (try a .>= b, { $0 >= $1 ? 1 : 0 }), (try a .== b, { $0 == $1 ? 1 : 0 }),
            (try a .!= a.broadcast(to: shape), { _, _ in 0 }), (try a.broadcast(to: shape), { first, _ in first }),
        ]
        for (index, (tensor, operation)) in results.enumerated() {
            #expect(tensor.shape == shape)
            // One rounding each.
            #expect(
                worst(tensor.scalars, pairs.map(operation), relative: 1e-6, absolute: 1e-7) <= 1,
                "\(first) and \(second), operation \(index)")
        }
        // Each number's gradient is how often it was repeated.
        let (da, db) = try gradient(at: a, b) { a, b in try (a + b).sum() }
        #expect(da.scalars.allSatisfy { $0 == Float(count / a.count) } && da.shape == first)
        #expect(db.scalars.allSatisfy { $0 == Float(count / b.count) } && db.shape == second)
    }

    /// Reductions over any axes of random shapes, in every order, against sums in double precision.
    @Test(arguments: 0..<40)
    func reductions(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rank = 1 + generator.nextIndex(below: 4)
        let shape = (0..<rank).map { _ in 1 + generator.nextIndex(below: rank > 2 ? 6 : 40) }
        let x = try Tensor.normal(shape, using: &generator)
        let axes = (0..<rank).filter { _ in generator.nextIndex(below: 2) == 0 }
        let kept = shape.indices.map { axes.contains($0) ? 1 : shape[$0] }
        var sums = [Double](repeating: 0, count: kept.reduce(1, *))
        var largest = [Double](repeating: -.infinity, count: sums.count)
        let places = try Tensor(shape: kept, scalars: (0..<sums.count).map(Float.init))
        for place in 0..<x.count {
            let target = Int(number(places, at: place, of: shape))
            sums[target] += Double(x.scalars[place])
            largest[target] = max(largest[target], Double(x.scalars[place]))
        }
        let sum = try x.sum(axes: axes.reversed(), keepDimensions: true)
        #expect(sum.shape == kept)
        #expect(worst(sum.scalars, sums, relative: 1e-6, absolute: 3e-6) <= 1, "\(shape) along \(axes)")
        #expect(worst(try x.max(axes: axes).scalars, largest, relative: 0, absolute: 0) <= 1, "\(shape) along \(axes)")
        #expect(try x.sum(axes: axes).shape == shape.indices.filter { !axes.contains($0) }.map { shape[$0] })
    }

    @Test func longSumsKeepTheirDigits() throws {
        let tenths = try Tensor(repeating: 0.1, shape: [1_000_003])
        let sum: Float = tenths.sum()
        #expect(abs(Double(sum) - 1_000_003 * Double(Float(0.1))) < 0.01)
        let columns = try Tensor(repeating: 0.1, shape: [300_000, 3]).sum(axis: 0)
        #expect(columns.scalars.allSatisfy { abs($0 - 30_000) < 0.2 })
    }
}

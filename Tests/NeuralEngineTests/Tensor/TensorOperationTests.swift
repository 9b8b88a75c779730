import Foundation
import NeuralEngine
import Testing

/// What the fixtures of the tape do not show: forms of calls, odd sizes, special numbers.
@Suite("Tensor operations")
struct TensorOperationTests {
    private let m: Tensor = [[1, 2, 3], [4, 5, 6]]

    @Test func slices() throws {
        #expect(try m[0] == [1, 2, 3] && m[1, 2] == Tensor(6) && m[.all, 1] == [2, 5])
        #expect(try m[0..<1] == [[1, 2, 3]] && m[..<1, 1...] == [[2, 3]] && m[1...1, ...1] == [[4, 5]])
        #expect(try m[0..<0].shape == [0, 3] && m[.all, .all] == m)
        let row = 1
        let number: Float = try m[row, 0]
        #expect(number == 4)
        var changed = m
        try changed.set([9, 8], at: .all, 0)
        #expect(changed == [[9, 2, 3], [8, 5, 6]])
        try changed.set(Tensor(0), at: 1)
        #expect(changed == [[9, 2, 3], [0, 0, 0]] && m == [[1, 2, 3], [4, 5, 6]])
    }

    @Test func shapesChange() throws {
        #expect(try m.expanded(axis: 0).shape == [1, 2, 3] && m.expanded(axis: -1).shape == [2, 3, 1])
        #expect(try m.expanded(axis: 1).squeezed() == m && m.swappingAxes(0, 1) == m.transposed())
        #expect(try Tensor.concatenated([m, [[7, 8, 9]]]).shape == [3, 3])
        #expect(try Tensor.concatenated([m, Tensor(shape: [2, 0], scalars: [])], axis: 1) == m)
        #expect(try Tensor.stacked([[1, 2], [3, 4]], axis: -1) == [[1, 3], [2, 4]])
        #expect(try m.split(into: 3, axis: 1) == [[[1], [4]], [[2], [5]], [[3], [6]]])
        #expect(try m.split([1, 0, 2], axis: -1)[2] == [[2, 3], [5, 6]])
        #expect(try m.tiled(2) == [[1, 2, 3], [4, 5, 6], [1, 2, 3], [4, 5, 6]])
        #expect(try m.gathered([2, 0], axis: 1) == [[3, 1], [6, 4]] && m.picked([2, 0]) == [3, 4])
        #expect(try m.picked([0, 1, 0], axis: 0) == [1, 5, 3])
    }

    @Test func comparisonsAndChoices() throws {
        let x = Tensor([-1, 0, 2, .nan])
        #expect((x .> 0) == [0, 0, 1, 0] && (x .<= 0) == [1, 1, 0, 0] && (x .!= 0) == [1, 0, 1, 1])
        #expect((x .== 2) == [0, 0, 1, 0] && (x .< 0) == [1, 0, 0, 0] && (x .>= 0) == [0, 1, 1, 0])
        #expect(try x.replacing(with: 7, where: x .!= x) == [-1, 0, 2, 7])
        #expect(try Tensor.select([1, 0], m[.all, ..<2], Tensor(0)) == [[1, 0], [4, 0]])
        #expect(m.clipped(to: 2...5) == [[2, 2, 3], [4, 5, 5]])
        #expect(m.clipped(to: 3...) == [[3, 3, 3], [4, 5, 6]] && m.clipped(to: ...3) == [[1, 2, 3], [3, 3, 3]])
        #expect(x.clipped(to: 0...1).scalars[3].isNaN && x.abs().scalars[..<3] == [1, 0, 2])
        #expect(
            try Tensor.maximum(x, [0, 0, 0, 0]).scalars[3].isNaN && Tensor.minimum(m, 2) == [[1, 2, 2], [2, 2, 2]])
        #expect(x.max().scalars[0].isNaN && x.min().scalars[0].isNaN && x.sum().scalars[0].isNaN)
    }

    @Test func placesOfExtremes() throws {
        let x: Tensor = [[3, 9, 9], [-1, -1, -5]]
        #expect(try x.argmax() == [1, 0] && x.argmin() == [0, 2])
        #expect(try x.argmax(axis: 0) == [0, 0, 0] && x.argmin(axis: 0) == [1, 1, 1])
        #expect(try Tensor([1, .nan, 5]).argmax() == [1])
    }

    @Test func statistics() throws {
        #expect(try m.variance() == Tensor(35.0 / 12) && m.variance(axes: [1], correction: 1) == [1, 1])
        #expect(try m.standardDeviation(axes: [0], keepDimensions: true) == [[1.5, 1.5, 1.5]])
        #expect(try Tensor([3, 4]).norm() == Tensor(5) && Tensor([3, -4]).norm(1) == Tensor(7))
        #expect(
            try Tensor([3, -4]).norm(.infinity) == Tensor(4) && m.cumulativeSum(axis: 0) == [[1, 2, 3], [5, 7, 9]])
        // At corners the gradients are PyTorch's, and no NaN.
        #expect(try gradient(at: [0, 0]) { try $0.norm() } == [0, 0])
        #expect(try gradient(at: [2, 2]) { try $0.standardDeviation() } == [0, 0])
        #expect(try gradient(at: [0, 1]) { $0.abs().sum() } == [0, 1])
        #expect(try gradient(at: [0, -1, 1]) { $0.relu().sum() } == [0, 0, 1])
    }

    @Test func empties() throws {
        let empty: Tensor = []
        #expect(empty.sum() == Tensor(0) && empty.max() == Tensor(-.infinity))
        #expect(try (empty + empty).shape == [0] && (empty * 2).shape == [0] && empty.exp() == empty)
        let flat = try Tensor(shape: [0, 3], scalars: [])
        #expect(
            try flat.sum(axis: 0) == [0, 0, 0] && flat.softmax().shape == [0, 3] && flat.sum(axis: 1).shape == [0])
        #expect(try flat.matmul(Tensor.ones([3, 2])).shape == [0, 2])
        #expect(try Tensor(shape: [2, 0], scalars: []).matmul(flat) == Tensor.zeros([2, 3]))
        #expect(try Tensor(shape: [2, 0], scalars: []).logSumExp().scalars == [-.infinity, -.infinity])
        #expect(try gradient(at: flat) { $0.sum() }.shape == [0, 3])
    }

    /// Sizes around the vectors' widths, and arguments beyond what one reduction by π/2 serves.
    @Test(arguments: [1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 100, 1025])
    func waves(count: Int) throws {
        let x = Tensor(draws(count, range: 40, seed: UInt64(count)))
        #expect(
            worst(x.sin().scalars, x.scalars.map { Foundation.sin(Double($0)) }, relative: 2e-6, absolute: 2e-7) <= 1)
        #expect(
            worst(x.cos().scalars, x.scalars.map { Foundation.cos(Double($0)) }, relative: 2e-6, absolute: 2e-7) <= 1)
        let far: Tensor = [11_999, -12_001, 1e5, 3e9, 0, -0.0]
        #expect(
            worst(far.sin().scalars, far.scalars.map { Foundation.sin(Double($0)) }, relative: 2e-6, absolute: 2e-7)
                <= 1)
        #expect(
            worst(far.cos().scalars, far.scalars.map { Foundation.cos(Double($0)) }, relative: 2e-6, absolute: 2e-7)
                <= 1)
        #expect(Tensor([.infinity, .nan]).sin().scalars.allSatisfy { $0.isNaN })
    }

    @Test func making() throws {
        #expect(Tensor(2..<5) == [2, 3, 4])
        #expect(try Tensor.identity(2) == [[1, 0], [0, 1]])
        #expect(try Tensor.linearlySpaced(from: 0, through: 1, count: 5) == [0, 0.25, 0.5, 0.75, 1])
        #expect(try Tensor.oneHot([2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
        #expect(try ([[1], [0]] as Tensor).oneHot(classes: 2) == [[[0, 1]], [[1, 0]]])
        #expect(Tensor.ones(like: m) == [[1, 1, 1], [1, 1, 1]] && Tensor.zeros(like: m).sum() == Tensor(0))
        let coins = try Tensor.bernoulli([10_000], probability: 0.3, seed: 4)
        let share: Float = coins.mean()
        // 10,000 draws: the mean's deviation is 0.0046.
        #expect(abs(share - 0.3) < 0.025 && coins.scalars.allSatisfy { $0 == 0 || $0 == 1 })
        #expect(try coins == Tensor.bernoulli([10_000], probability: 0.3, seed: 4))
        #expect(try Tensor.permutation(50, seed: 1).scalars.sorted() == (0..<50).map(Float.init))
    }

    @Test func printingShowsTheNumbersOfABigTensor() throws {
        let big = try Tensor.ones([1000, 1000]) + Tensor(0..<1000)
        #expect(big.description.count < 400 && big.description.hasPrefix("[[   1,    2,    3, …,"))
        #expect("\(Tensor(2.5))" == "2.5")
    }

    @Test(arguments: [
        BadCall("[2, 3]", "[4, 2]", "times") { _ = try Tensor.ones([2, 3]).matmul(Tensor.ones([4, 2])) },
        BadCall("[2, 1, 3]", "[3, 3, 2]", "[2]") { _ = try Tensor.ones([2, 1, 3]).matmul(Tensor.ones([3, 3, 2])) },
        BadCall("[]", "times") { _ = try Tensor(1).matmul([1]) },
        BadCall("[2, 3]", "[2, 2]", "Tensor 1") {
            _ = try Tensor.concatenated([Tensor.ones([2, 3]), Tensor.ones([2, 2])])
        },
        BadCall("empty") { _ = try Tensor.concatenated([]) }, BadCall("empty") { _ = try Tensor.stacked([]) },
        BadCall("[3]", "[2]", "stacked") { _ = try Tensor.stacked([[1, 2], [1, 2, 3]]) },
        BadCall("[5]", "2 equal") { _ = try Tensor.ones([5]).split(into: 2) },
        BadCall("[2, 2]", "[5]") { _ = try Tensor.ones([5]).split([2, 2]) },
        BadCall("axis 2", "[1]") { _ = try ([1] as Tensor).split([1], axis: 2) },
        BadCall("3 indices", "[2, 2]") { _ = try Tensor.ones([2, 2])[0, 0, 0] },
        BadCall("place 2", "axis 1") { _ = try Tensor.ones([2, 2])[0, 2] },
        BadCall("1..<3", "axis 0") { _ = try Tensor.ones([2, 2])[1..<3] },
        BadCall("-1..<2") { _ = try Tensor.ones([2, 2])[(-1)...] },
        BadCall("3..<2") { _ = try Tensor.ones([2, 2])[3...] },
        BadCall("[2]", "[3]") {
            var x = try Tensor.ones([3, 3])
            try x.set([1, 2], at: 0)
        },
        BadCall("length 2") { _ = try Tensor.ones([2, 1]).squeezed(axis: 0) },
        BadCall("0...2") { _ = try Tensor.ones([2, 1]).expanded(axis: 3) },
        BadCall("twice", "[0, -2]") { _ = try Tensor.ones([2, 1]).sum(axes: [0, -2]) },
        BadCall("place 3", "0..<2") { _ = try Tensor.ones([2, 2]).gathered([3], axis: 1) },
        BadCall("3 indices", "[2]") { _ = try Tensor.ones([2, 2]).picked([0, 1, 0]) },
        BadCall("Index 1 is 2") { _ = try Tensor.ones([2, 2]).picked([0, 2]) },
        BadCall("divided by 0") { _ = try Tensor(1).variance(correction: 1) },
        BadCall("order", "-1") { _ = try Tensor(1).norm(-1) },
        BadCall("32") { _ = try Tensor.ones(Array(repeating: 1, count: 33)) },
        BadCall("MB", "[1048576, 1048576]") { _ = try Tensor.zeros([1 << 20, 1 << 20]) },
        BadCall("MB") { _ = try Tensor.ones([1 << 20, 1]) + Tensor.ones([1, 1 << 20]) },
        BadCall("MB") { _ = try Tensor.ones([1 << 20, 1]).matmul(Tensor.ones([1, 1 << 20])) },
        BadCall("probability") { _ = try Tensor.bernoulli([1], probability: 2, seed: 0) },
        BadCall("Label 1 is 3") { _ = try Tensor.oneHot([0, 3], classes: 3) },
        BadCall("count is 2 or more") { _ = try Tensor.linearlySpaced(from: 0, through: 1, count: 1) },
        BadCall("[-1]") { _ = try Tensor.permutation(-1, seed: 0) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}

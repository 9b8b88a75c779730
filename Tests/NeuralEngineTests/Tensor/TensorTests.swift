import NeuralEngine
import Testing

@Suite("Tensor")
struct TensorTests {
    @Test func literalsAndShapes() throws {
        let matrix: Tensor = [[1, 2, 3], [4, 5, 6]]
        #expect(matrix.shape == [2, 3] && matrix.rank == 2 && matrix.count == 6)
        #expect(try matrix[1, 2] == 6)
        #expect(try matrix.row(1) == [4, 5, 6])
        #expect(try matrix.rows(1..<2) == [[4, 5, 6]])
        #expect(try matrix.gathered(rows: [1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
        #expect(try matrix.reshaped([3, -1]) == [[1, 2], [3, 4], [5, 6]])
        #expect(try matrix.transposed() == [[1, 4], [2, 5], [3, 6]])
        #expect(matrix.flattened() == [1, 2, 3, 4, 5, 6])
        let deep: Tensor = [[[1], [2]], [[3], [4]]]
        #expect(deep.shape == [2, 2, 1])
        #expect(try deep.transposed(order: [2, 1, 0]) == [[[1, 3], [2, 4]]])
        #expect(Tensor(3).shape == [] && Tensor([3]).shape == [1])
        let empty: Tensor = []
        #expect(empty.shape == [0] && empty.sum() == 0)
        var changed = matrix
        try changed.set(9, at: 0, 1)
        #expect(try changed[0, 1] == 9 && matrix[0, 1] == 2)
    }

    @Test func raggedLiteralsGetNotANumber() throws {
        let ragged: Tensor = [[1, 2], [3]]
        #expect(ragged.shape == [2, 2])
        #expect(try ragged[1, 1].isNaN)
        #expect(throws: EngineError.self) { try Tensor(rows: [[1, 2], [3] as [Float]]) }
    }

    @Test func arithmeticWithBroadcasting() throws {
        let a: Tensor = [[1, 2], [3, 4]]
        #expect(try a + a == [[2, 4], [6, 8]])
        #expect(try a + [10, 20] == [[11, 22], [13, 24]])
        #expect(try a * [[2], [3]] == [[2, 4], [9, 12]])
        #expect(try [[1], [2]] - [10, 20] as Tensor == [[-9, -19], [-8, -18]])
        #expect(try a / a == [[1, 1], [1, 1]])
        #expect(
            a * 2 == [[2, 4], [6, 8]] && 2 * a == a * 2 && a - 1 == [[0, 1], [2, 3]] && 1 - a == [[0, -1], [-2, -3]])
        #expect(-a == [[-1, -2], [-3, -4]] && a / 2 == [[0.5, 1], [1.5, 2]] && a + 1 == 1 + a)
        #expect(try Tensor.broadcastShape([4, 1], [3]) == [4, 3])
        #expect(try Tensor(5).broadcast(to: [2, 1]) == [[5], [5]])
    }

    @Test func reductions() throws {
        let a: Tensor = [[1, 5, 3], [4, 2, 6]]
        #expect(a.sum() == 21 && a.mean() == 3.5 && a.max() == 6 && a.min() == 1)
        #expect(try a.sum(axis: 0) == [5, 7, 9])
        #expect(try a.sum(axis: 1, keepDimensions: true) == [[9], [12]])
        #expect(try a.mean(axis: -1) == [3, 4])
        #expect(try a.max(axis: 0) == [4, 5, 6] && a.min(axis: 1) == [1, 2])
        #expect(try a.argmax(axis: 1) == [1, 2] && a.argmax(axis: 0) == [1, 0, 1])
        #expect(([1, .nan, 0] as [Float]).withUnsafeBufferPointer { Tensor(Array($0)).max() }.isNaN)
    }

    /// What does not fit is an error that prints both shapes.
    @Test(arguments: [
        BadCall("[2]", "[3]") { _ = try ([1, 2] as Tensor) + ([1, 2, 3] as Tensor) },
        BadCall("[1, 2] times [1, 2]") { _ = try ([[1, 2]] as Tensor).matmul([[1, 2]]) },
        BadCall("[2, 2]", "4", "1") { _ = try Tensor(shape: [2, 2], scalars: [1]) },
        BadCall("[-1, 2]") { _ = try Tensor(shape: [-1, 2], scalars: []) },
        BadCall("no shape") { _ = try Tensor(repeating: 0, shape: [Int.max, 4]) },
        BadCall("[2]") { _ = try ([1, 2] as Tensor)[2] },
        BadCall("[0, 0]", "[2]") { let _: Float = try ([1, 2] as Tensor)[0, 0] },
        BadCall("2 indices", "[2]") { _ = try ([1, 2] as Tensor)[0, 0] },
        BadCall("place -1", "[2]") { _ = try ([1, 2] as Tensor)[-1] },
        BadCall("2..<3") { _ = try ([1, 2] as Tensor).row(2) },
        BadCall("[3]", "[2, -1]") { _ = try ([1, 2, 3] as Tensor).reshaped([2, -1]) },
        BadCall("[-1, -1]") { _ = try ([1, 2, 3] as Tensor).reshaped([-1, -1]) },
        BadCall("[2]") { _ = try ([1, 2] as Tensor).transposed() },
        BadCall("axis 1") { _ = try ([1, 2] as Tensor).sum(axis: 1) },
        BadCall("[0, 0]") { _ = try ([[1]] as Tensor).transposed(order: [0, 0]) },
        BadCall("empty") { _ = try ([] as Tensor).argmax() }, BadCall("[2]") { _ = try ([1, 2] as Tensor).scalar },
        BadCall("row 5") { _ = try ([1, 2] as Tensor).gathered(rows: [5]) },
        BadCall("[2]", "[3, 1]") { _ = try ([1, 2] as Tensor).broadcast(to: [3, 1]) },
        BadCall("-1") { _ = try Tensor.normal([2], deviation: -1, seed: 0) },
        BadCall("finite") { _ = try Tensor.uniform([2], in: 0..<Float.infinity, seed: 0) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }

    @Test(
        arguments: [
            ([[1, 2.5], [-3, 4]] as Tensor, "[[ 1.0,  2.5],\n [-3.0,  4.0]]"), ([1, 2, 3], "[1, 2, 3]"),
            (Tensor(0.25), "0.25"),
            ([], "[]"), ([0.1, 0.12345678], "[0.1000, 0.1235]"), ([1e-7, 1], "[0.0000, 1.0000]"),
            ([1e-7, 2e-7], "[1.0000e-07, 2.0000e-07]"), ([1e8, 1.5], "[1.0000e+08, 1.5000e+00]"),
            ([[[1], [2]], [[3], [4]]], "[[[1],\n  [2]],\n\n [[3],\n  [4]]]"),
        ] as [(Tensor, String)])
    func descriptions(tensor: Tensor, text: String) {
        #expect(tensor.description == text)
    }

    @Test func longTensorsAreSummarised() throws {
        let long = try Tensor.zeros([2000])
        #expect(long.description == "[0, 0, 0, …, 0, 0, 0]")
        #expect(long.debugDescription == "Tensor([0, 0, 0, …, 0, 0, 0], shape: [2000])")
        #expect(try Tensor.zeros([40, 40]).description.split(separator: "\n").count == 7)
    }

    @Test func randomDraws() throws {
        let uniform = try Tensor.uniform([100, 100], in: -2..<4, seed: 9)
        #expect(try uniform == Tensor.uniform([100, 100], in: -2..<4, seed: 9))
        #expect(try uniform != Tensor.uniform([100, 100], in: -2..<4, seed: 10))
        // 10,000 draws of deviation √3: the mean's is 0.017.
        #expect(abs(uniform.mean() - 1) < 0.09 && uniform.min() >= -2 && uniform.max() < 4)
        let normal = try Tensor.normal([100, 100], mean: 3, deviation: 2, seed: 9)
        #expect(abs(normal.mean() - 3) < 0.1)
        let spread: Float = normal.mapped { ($0 - 3) * ($0 - 3) }.mean().squareRoot()
        #expect(abs(spread - 2) < 0.1)
    }

    @Test func theGeneratorIsXoshiro() {
        // The reference implementation's first numbers from the state that splitmix64 makes of seed 0.
        var generator = SeededGenerator(seed: 0)
        #expect(
            (0..<3).map { _ in generator.next() } == [
                11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768,
            ])
        var first = SeededGenerator(seed: 1, stream: 0)
        var second = SeededGenerator(seed: 1, stream: 1)
        #expect(first.next() != second.next())
        var third = SeededGenerator(seed: 5)
        #expect(third.permutation(50).sorted() == Array(0..<50))
        #expect((0..<1000).allSatisfy { _ in (0..<7).contains(third.nextIndex(below: 7)) })
    }

    @Test func functions() throws {
        #expect(([0, 1] as Tensor).exp().scalars == [1, Float(2.718_281_828)])
        #expect(([1, 0] as Tensor).log() == Tensor([0, -.infinity]))
        #expect(([4, 9] as Tensor).squareRoot() == [2, 3])
    }

    @Test func activationsOfTensors() throws {
        let x: Tensor = [[-1, 0, 2]]
        #expect(try ActivationFunction.relu(x) == [[0, 0, 2]])
        #expect(try ActivationFunction.sign(x) == [[-1, 1, 1]])
        #expect(try abs(ActivationFunction.softmax(x).sum() - 1) < 1e-6)
        #expect(try ActivationFunction.relu.derivative(at: x) == [[0, 0, 1]])
        #expect(try ActivationFunction.sigmoid.derivative(at: [0]) == [0.25])
        #expect(engineError { _ = try ActivationFunction.softmax.derivative(at: x) }?.code == .notDifferentiable)
    }
}

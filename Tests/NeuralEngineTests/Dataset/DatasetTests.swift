import NeuralEngine
import Testing

@Suite("Dataset")
struct DatasetTests {
    private func ten() throws -> Dataset {
        try Dataset(
            name: "ten", features: Tensor(shape: [10, 2], scalars: (0..<20).map { Float($0) }),
            targets: Tensor((0..<10).map { $0 < 6 ? 0 : 1 }), classNames: ["small", "large"])
    }

    @Test func splitsKeepTheClasses() throws {
        let (train, held) = try ten().split(validation: 0.5, seed: 3)
        #expect(train.count == 5 && held.count == 5)
        #expect(held.labels?.filter { $0 == 0 }.count == 3)
        let together = train.features.scalars + held.features.scalars
        #expect(together.sorted() == (0..<20).map { Float($0) })
        #expect(try ten().split(validation: 0.5, seed: 3).train == train)
        #expect(try ten().split(validation: 0.5, seed: 4).train != train)
        // Rows stay with their targets.
        for row in 0..<5 { #expect(try train.targets[row] == (train.features[row, 0] < 12 ? 0 : 1)) }
    }

    @Test func shufflingKeepsRowsTogether() throws {
        let data = try ten()
        let shuffled = data.shuffled(seed: 1)
        #expect(shuffled != data && shuffled.count == 10)
        for row in 0..<10 { #expect(try shuffled.targets[row] == (shuffled.features[row, 0] < 12 ? 0 : 1)) }
    }

    @Test func standardizing() throws {
        let data = try Dataset(name: "s", features: [[1, 5], [3, 5], [5, 5]], targets: [0, 1, 2])
        let scaled = data.standardized()
        #expect(try scaled.features.mean(axis: 0) == [0, 0])
        #expect(abs(try scaled.features[2, 0] - 1.224_744_9) < 1e-6)
        let other = try Dataset(name: "o", features: [[3, 7]], targets: [0]).standardized(by: Standardization(of: data))
        #expect(other.features == [[0, 2]])
        let narrow = try Dataset(name: "n", features: [[1]], targets: [0])
        #expect(engineError { _ = try narrow.standardized(by: Standardization(of: data)) }?.code == .shapeMismatch)
    }

    @Test(
        arguments: [
            ([0, 1, 2, 1], [0, 1, 2, 1]), ([-1, 1, 1, -1], [0, 1, 1, 0]), ([0, 2, 0, 2], nil), ([0.5, 1, 0, 1], nil),
            ([[1, 0], [0, 1], [0, 1], [1, 0]], [0, 1, 1, 0]), ([[1, 1], [0, 1], [0, 1], [1, 0]], nil),
            ([[0], [1], [1], [0]], [0, 1, 1, 0]),
        ] as [(Tensor, [Int]?)])
    func labels(targets: Tensor, expected: [Int]?) throws {
        let data = try Dataset(name: "l", features: [[1], [2], [3], [4]], targets: targets)
        #expect(data.labels == expected)
        if let expected { #expect(try data.oneHot().labels == expected) }
    }

    @Test func oneHotRows() throws {
        let data = try Dataset(name: "h", features: [[1], [2]], targets: [0, 1])
        #expect(try data.oneHot().targets == [[1, 0], [0, 1]])
        #expect(try data.oneHot(classes: 3).targets == [[1, 0, 0], [0, 1, 0]])
        #expect(engineError { _ = try data.oneHot(classes: 1) }?.code == .invalidData)
        #expect(data.description == "Dataset \"h\": 2 examples, features [1], 2 classes (0 1, 1 1)")
    }

    @Test(arguments: [
        BadCall("[0]") { _ = try Dataset(name: "e", features: [], targets: []) },
        BadCall("empty") { _ = try Dataset(name: "e", features: Tensor(shape: [0, 2], scalars: []), targets: []) },
        BadCall("2 rows") { _ = try Dataset(name: "e", features: [[1], [2]], targets: [1, 2, 3]) },
        BadCall("feature 1 of row 1 is nan") {
            _ = try Dataset(name: "e", features: [[1, 2], [3]], targets: [1, 2])
        },
        BadCall("target 0 of row 1 is inf") {
            _ = try Dataset(name: "e", features: [[1], [2]], targets: Tensor([1, .infinity]))
        },
        BadCall("2 features") { _ = try Dataset(name: "e", features: [[1, 2]], targets: [1], featureNames: ["a"]) },
        BadCall("class 2") {
            _ = try Dataset(name: "e", features: [[1], [2]], targets: [0, 2], classNames: ["a", "b"])
        },
        BadCall("0.0") { _ = try LearningTests.xor().split(validation: 0) },
        BadCall("4 examples") { _ = try LearningTests.xor().split(validation: 1) },
        BadCall("nan") { _ = try LearningTests.xor().split(validation: .nan) },
        BadCall("No rows") { _ = try LearningTests.xor().rows([]) },
        BadCall("row 4") { _ = try LearningTests.xor().rows([4]) },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }
}

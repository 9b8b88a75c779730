import NeuralEngine
import Testing

@Suite("Some classes of a data set")
struct KeepingTests {
    @Test("Classes are numbered anew in the order given")
    func renumbered() throws {
        let pair = try Dataset.iris().keeping(classes: [2, 0])
        #expect(pair.count == 100)
        #expect(pair.classNames == ["virginica", "setosa"])
        #expect(pair.labels?.prefix(50).allSatisfy { $0 == 1 } == true)
        #expect(pair.labels?.suffix(50).allSatisfy { $0 == 0 } == true)
    }

    @Test(arguments: [[], [3], [-1], [0, 0]])
    func refused(classes: [Int]) throws {
        let iris = try Dataset.iris()
        #expect(throws: EngineError.self) { try iris.keeping(classes: classes) }
    }

    @Test("Features are taken in the order given, with their names")
    func features() throws {
        let iris = try Dataset.iris()
        let petals = try iris.keeping(features: [3, 2])
        #expect(petals.features.shape == [150, 2])
        #expect(petals.featureNames == [iris.featureNames[3], iris.featureNames[2]])
        #expect(try petals.features[7, 0] == iris.features[7, 3])
        #expect(throws: EngineError.self) { try iris.keeping(features: [4]) }
        #expect(throws: EngineError.self) { try iris.keeping(features: []) }
    }
}

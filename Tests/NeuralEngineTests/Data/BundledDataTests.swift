import NeuralEngine
import Testing

@Suite struct BundledDataTests {
    /// The means that scikit-learn's own documentation gives for its copy: 5.84, 3.05 (its file), 3.76, 1.20.
    @Test func iris() throws {
        let data = try Dataset.iris()
        #expect(data.name == "iris")
        #expect(data.features.shape == [150, 4])
        #expect(data.featureNames[3] == "petal width (cm)")
        #expect(data.classNames == ["setosa", "versicolor", "virginica"])
        let labels = try #require(data.labels)
        #expect((0..<3).map { label in labels.count { $0 == label } } == [50, 50, 50])
        let means = (0..<4).map { column in
            (0..<150).reduce(0.0) { $0 + Double(data.features.scalars[4 * $1 + column]) } / 150
        }
        for (mean, expected) in zip(means, [5.843333, 3.057333, 3.758, 1.199333]) {
            // Sums of 150 Float32 values read from one decimal.
            #expect(abs(mean - expected) < 1e-5)
        }
    }

    @Test func digits() throws {
        let data = try Dataset.digits()
        #expect(data.features.shape == [1797, 8, 8])
        #expect(data.classCount == 10)
        #expect(data.labels.map { Array($0.prefix(10)) } == Array(0...9))
        let firstRow: [Float] = [0, 0, 5, 13, 9, 1, 0, 0]  // of the first picture, in the file
        #expect(Array(data.features.scalars.prefix(8)) == firstRow.map { $0 / 16 })
        #expect(data.features.scalars.allSatisfy { (0...1).contains($0) })
        #expect(data.targets.scalars.reduce(0, +) == 8070)  // as load_digits().target.sum()
    }
}

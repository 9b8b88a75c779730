import NeuralEngine
import Testing

@Suite("Principal components")
struct PrincipalComponentsTests {
    /// scikit-learn's PCA().fit(load_iris().data).
    @Test func iris() throws {
        let data = try Dataset.iris()
        let pca = try PrincipalComponents(of: data)
        let variances = [4.228_241_71, 0.242_670_75, 0.078_209_5, 0.023_835_09]
        let ratios = [0.924_618_72, 0.053_066_48, 0.017_102_61, 0.005_212_18]
        // Products of blocks in float, sums of blocks in double precision.
        for (mine, its) in zip(pca.explainedVariance, variances) { #expect(abs(mine - its) < 2e-6 * 4.2) }
        for (mine, its) in zip(pca.explainedVarianceRatio, ratios) { #expect(abs(mine - its) < 2e-6) }
        let first = [0.361_386_59, -0.084_522_51, 0.856_670_61, 0.358_289_2]
        #expect(worst(Array(pca.components.scalars.prefix(4)), first, relative: 1e-5, absolute: 1e-5) <= 1)
        #expect(pca.count == 4)
        // With all components nothing is lost.
        let back = try pca.inverseTransform(pca.transform(data.features))
        #expect(worst(back.scalars, data.features.scalars.map(Double.init), relative: 1e-5, absolute: 1e-5) <= 1)
    }

    /// Directions of length 1, perpendicular to each other, along which the examples have the variances that are named.
    @Test(arguments: [("digits", 64, nil), ("digits", 64, 10), ("wide", 40, nil)] as [(String, Int, Int?)])
    func whatComponentsAre(name: String, width: Int, count: Int?) throws {
        // More features than examples: 12 components at most, of which the last has no variance.
        let examples = try name == "digits" ? Dataset.digits().features : Tensor.normal([12, 40], seed: 3)
        let pca = try PrincipalComponents(of: examples, count: count)
        let kept = count ?? min(width, examples.shape[0])
        #expect(pca.components.shape == [kept, width])
        let products = try pca.components.matmul(pca.components.transposed())
        let identity = try Tensor.identity(kept).scalars.map(Double.init)
        #expect(worst(products.scalars, identity, relative: 0, absolute: 1e-5) <= 1)
        #expect(zip(pca.explainedVariance, pca.explainedVariance.dropFirst()).allSatisfy { $1 <= $0 })
        let codes = try pca.transform(examples)
        let variances = try codes.variance(axes: [0], correction: 1).scalars
        #expect(worst(variances, pca.explainedVariance, relative: 1e-4, absolute: 1e-5) <= 1)
        if count == nil { #expect(abs(pca.explainedVarianceRatio.reduce(0, +) - 1) < 1e-6) }
        for component in 0..<kept {
            let vector = pca.components.scalars[(component * width)..<((component + 1) * width)]
            #expect(try #require(vector.max { abs($0) < abs($1) }) > 0)
        }
        #expect(try pca.inverseTransform(codes).shape == examples.shape)
    }

    /// scikit-learn: PCA(10).fit(load_digits().data).explained_variance_ratio_.sum() is 0.7382.
    @Test func digitsInTenNumbers() throws {
        let pca = try PrincipalComponents(of: .digits(), count: 10)
        #expect(abs(pca.explainedVarianceRatio.reduce(0, +) - 0.738_2) < 1e-4)
        #expect(pca.description.contains("73.8 % of the variance"))
    }

    /// 300 features: the eigenvalues of a matrix of known ones, through the whole reduction.
    @Test func manyFeatures() throws {
        // Feature k is an independent draw of deviation 1 + k / 100, examples enough that variances are near.
        let scale = Tensor((0..<300).map { 1 + Float($0) / 100 })
        let examples = try Tensor.normal([600, 300], seed: 5) * scale
        let pca = try PrincipalComponents(of: examples)
        let total = try examples.variance(axes: [0], correction: 1).scalars.reduce(0.0) { $0 + Double($1) }
        #expect(abs(pca.explainedVariance.reduce(0, +) - total) < 1e-4 * total)
        let products = try pca.components.matmul(pca.components.transposed())
        let identity = try Tensor.identity(300).scalars.map(Double.init)
        #expect(worst(products.scalars, identity, relative: 0, absolute: 1e-5) <= 1)
    }

    @Test(arguments: [
        BadCall("count is 0", "1 to 2") { _ = try PrincipalComponents(of: Tensor.zeros([5, 2]), count: 0) },
        BadCall("count is 3", "1 to 2") { _ = try PrincipalComponents(of: Tensor.zeros([5, 2]), count: 3) },
        BadCall("two are needed") { _ = try PrincipalComponents(of: Tensor.zeros([1, 2])) },
        BadCall("4096") { _ = try PrincipalComponents(of: Tensor.zeros([2, 5000])) },
        BadCall("inf") { _ = try PrincipalComponents(of: Tensor(rows: [[1, 2], [.infinity, 1]])) },
        BadCall("[5, 3]", "[n, 2]") {
            _ = try PrincipalComponents(of: Tensor.ones([5, 4]), count: 2).inverseTransform(Tensor.zeros([5, 3]))
        },
    ])
    func badInput(bad: BadCall) {
        #expect(bad.missing == [])
    }

    @Test func withoutVariance() throws {
        let pca = try PrincipalComponents(of: Tensor.ones([5, 3]), count: 2)
        #expect(pca.explainedVarianceRatio == [0, 0] && pca.explainedVariance.allSatisfy { $0 == 0 })
    }
}

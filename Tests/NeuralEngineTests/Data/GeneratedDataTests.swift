import NeuralEngine
import Testing

@Suite struct GeneratedDataTests {
    @Test(arguments: [
        (Dataset.and, [-1, -1, -1, 1] as [Float]),
        (.or, [-1, 1, 1, 1]),
        (.xor, [-1, 1, 1, -1]),
    ])
    func logic(data: Dataset, targets: [Float]) {
        #expect(data.features.scalars == [-1, -1, -1, 1, 1, -1, 1, 1])
        #expect(data.targets.scalars == targets)
        #expect(data.labels == targets.map { $0 > 0 ? 1 : 0 })
    }

    @Test func targetsChangeBetweenConventions() throws {
        #expect(try Dataset.xor.zeroOneTargets().targets.scalars == [0, 1, 1, 0])
        #expect(try Dataset.xor.zeroOneTargets().signedTargets() == Dataset.xor)
        let error = #expect(throws: EngineError.self) { try Dataset.blobs(classes: 3).signedTargets() }
        #expect(error?.message == "Data set \"blobs\" has 3 classes; targets of -1 and +1 need exactly two.")
    }

    /// scikit-learn's formulas without noise: every point of a class lies on its curve.
    @Test func moonsLieOnTwoHalfCircles() throws {
        let data = try Dataset.moons(samples: 101, noise: 0, seed: 3)
        for (index, label) in try #require(data.labels).enumerated() {
            let (x, y) = (data.features.scalars[2 * index], data.features.scalars[2 * index + 1])
            let (dx, dy) = label == 0 ? (x, y) : (x - 1, y - 0.5)
            // Float32 coordinates of size 1: a few units in the last place.
            #expect(abs(dx * dx + dy * dy - 1) < 1e-5)
            #expect(label == 0 ? dy >= -1e-6 : dy <= 1e-6)
        }
        #expect(data.labels?.count { $0 == 0 } == 50)
    }

    @Test func circlesHaveTheirRadii() throws {
        let data = try Dataset.circles(samples: 60, noise: 0, factor: 0.3)
        for (index, label) in try #require(data.labels).enumerated() {
            let (x, y) = (data.features.scalars[2 * index], data.features.scalars[2 * index + 1])
            #expect(abs((x * x + y * y).squareRoot() - (label == 0 ? 1 : 0.3)) < 1e-5)
        }
    }

    /// The deviation around the noiseless moons, over 20,000 draws: its own standard error is 0.1 / √40,000 = 0.0005.
    @Test func noiseHasItsDeviation() throws {
        let clean = try Dataset.moons(samples: 10_000, noise: 0, seed: 5)
        let noisy = try Dataset.moons(samples: 10_000, noise: 0.1, seed: 5)
        let differences = zip(clean.features.scalars, noisy.features.scalars).map { Double($1 - $0) }
        let mean = differences.reduce(0, +) / Double(differences.count)
        let deviation = (differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count))
            .squareRoot()
        #expect(abs(mean) < 0.003)
        #expect(abs(deviation - 0.1) < 0.003)
    }

    @Test(arguments: [2, 3, 7])
    func classesShareTheExamples(classes: Int) throws {
        for data in [try Dataset.spirals(samples: 100, classes: classes), try .blobs(samples: 100, classes: classes)] {
            let labels = try #require(data.labels)
            let counts = (0..<classes).map { label in labels.count { $0 == label } }
            #expect(counts.reduce(0, +) == 100)
            #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
            #expect(data.classCount == classes)
        }
    }

    @Test func theSeedDecides() throws {
        #expect(try Dataset.moons(seed: 7) == .moons(seed: 7))
        #expect(try Dataset.moons(seed: 7) != Dataset.moons(seed: 8))
        #expect(try Dataset.blobs(seed: 7) == .blobs(seed: 7))
    }

    private static let wrong: [(@Sendable () throws -> Dataset, String)] = [
        ({ @Sendable in try Dataset.moons(samples: 1) }, "Data set moons cannot have 1 examples"),
        ({ @Sendable in try Dataset.moons(noise: -1) }, "The noise of data set moons is -1.0"),
        ({ @Sendable in try Dataset.moons(noise: .nan) }, "The noise of data set moons is nan"),
        ({ @Sendable in try Dataset.circles(factor: 1) }, "The inner circle of circles has 1.0 of the outer radius"),
        ({ @Sendable in try Dataset.spirals(classes: 1) }, "Data set spirals cannot have 1 classes"),
        ({ @Sendable in try Dataset.spirals(turns: .infinity) }, "Spirals cannot make inf turns"),
        ({ @Sendable in try Dataset.blobs(samples: 2, classes: 3) }, "Data set blobs cannot have 2 examples"),
        ({ @Sendable in try Dataset.blobs(samples: .max) }, "Data set blobs cannot have 9223372036854775807 examples"),
    ]

    @Test(arguments: wrong)
    func wrongArgumentsAreNamed(make: @escaping @Sendable () throws -> Dataset, message: String) {
        let error = #expect(throws: EngineError.self) { try make() }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }
}

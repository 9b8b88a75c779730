#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension Dataset {
    /// Two half circles that interlock: features `[samples, 2]`, classes 0 and 1.
    ///
    /// Class 0 is (cos t, sin t), class 1 is (1 − cos t, 1/2 − sin t), with t evenly over [0, π], as scikit-learn's
    /// `make_moons`; the examples are shuffled.
    ///
    /// - Parameters:
    ///   - samples: how many examples, at least 2; class 1 gets the odd one.
    ///   - noise: the deviation of the normal noise on each coordinate.
    /// - Throws: ``EngineError/Code/invalidArgument`` for too few examples or a noise that is negative or not finite.
    public static func moons(samples: Int = 200, noise: Double = 0.1, seed: UInt64 = 0) throws -> Dataset {
        try check("moons", samples: samples, classes: 2, noise: noise)
        let first = samples / 2
        let second = samples - first
        var points: [(x: Double, y: Double, label: Int)] = []
        for angle in evenly(first, to: .pi) { points.append((cos(angle), sin(angle), 0)) }
        for angle in evenly(second, to: .pi) { points.append((1 - cos(angle), 0.5 - sin(angle), 1)) }
        return planar("moons", points, classes: 2, noise: noise, seed: seed)
    }

    /// A circle inside of another: features `[samples, 2]`, classes 0 (outer) and 1 (inner).
    ///
    /// As scikit-learn's `make_circles`: radius 1 and radius `factor`, angles evenly over [0, 2π); the examples are
    /// shuffled. The default factor is 0.5, where scikit-learn's is 0.8: with noise, circles that close melt together.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` as ``moons(samples:noise:seed:)``, and for a factor outside 0..<1.
    public static func circles(
        samples: Int = 200, noise: Double = 0.05, factor: Double = 0.5, seed: UInt64 = 0
    ) throws -> Dataset {
        try check("circles", samples: samples, classes: 2, noise: noise)
        guard factor >= 0, factor < 1 else {
            throw EngineError(
                .invalidArgument,
                "The inner circle of circles has \(factor) of the outer radius; expected a number from 0 to below 1.")
        }
        let outer = samples / 2
        let inner = samples - outer
        var points: [(x: Double, y: Double, label: Int)] = []
        for (count, radius, label) in [(outer, 1.0, 0), (inner, factor, 1)] {
            for index in 0..<count {
                let angle = 2 * Double.pi * Double(index) / Double(count)
                points.append((radius * cos(angle), radius * sin(angle), label))
            }
        }
        return planar("circles", points, classes: 2, noise: noise, seed: seed)
    }

    /// Spiral arms around the origin, one a class: features `[samples, 2]`, classes 0..<classes.
    ///
    /// Arm k of n is r · (cos φ, sin φ) with φ = 2π (turns · r + k / n), r evenly over [0.05, 1]; shuffled.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for fewer examples than classes, a class count outside 2...50, or a
    ///   noise or number of turns that is negative or not finite.
    public static func spirals(
        samples: Int = 300, classes: Int = 2, noise: Double = 0.02, turns: Double = 1, seed: UInt64 = 0
    ) throws -> Dataset {
        try check("spirals", samples: samples, classes: classes, noise: noise)
        guard turns.isFinite, turns >= 0 else {
            throw EngineError(.invalidArgument, "Spirals cannot make \(turns) turns; expected a number such as 1.5.")
        }
        var points: [(x: Double, y: Double, label: Int)] = []
        for label in 0..<classes {
            let count = share(of: samples, classes: classes, label)
            for radius in evenly(count, from: 0.05, to: 1) {
                let angle = 2 * Double.pi * (turns * radius + Double(label) / Double(classes))
                points.append((radius * cos(angle), radius * sin(angle), label))
            }
        }
        return planar("spirals", points, classes: classes, noise: noise, seed: seed)
    }

    /// Clouds of points around centres drawn at random: features `[samples, 2]`, classes 0..<classes.
    ///
    /// As scikit-learn's `make_blobs`: centres drawn evenly from [−10, 10]², normal noise around them; shuffled.
    ///
    /// - Parameter noise: the deviation of each cloud.
    /// - Throws: ``EngineError/Code/invalidArgument`` as ``spirals(samples:classes:noise:turns:seed:)``.
    public static func blobs(
        samples: Int = 300, classes: Int = 3, noise: Double = 1, seed: UInt64 = 0
    ) throws -> Dataset {
        try check("blobs", samples: samples, classes: classes, noise: noise)
        var generator = SeededGenerator(seed: seed, stream: 1)
        var points: [(x: Double, y: Double, label: Int)] = []
        for label in 0..<classes {
            let centre = (generator.nextUnit() * 20 - 10, generator.nextUnit() * 20 - 10)
            for _ in 0..<share(of: samples, classes: classes, label) { points.append((centre.0, centre.1, label)) }
        }
        return planar("blobs", points, classes: classes, noise: noise, seed: seed)
    }

    private static func planar(
        _ name: String, _ points: [(x: Double, y: Double, label: Int)], classes: Int, noise: Double, seed: UInt64
    ) -> Dataset {
        var generator = SeededGenerator(seed: seed)
        let order = generator.permutation(points.count)
        var features: [Float] = []
        features.reserveCapacity(2 * points.count)
        for index in order {
            for coordinate in [points[index].x, points[index].y] {
                // No draw without noise: the noise of a seed is then the same whatever its deviation.
                features.append(Float(coordinate + (noise > 0 ? noise * generator.nextNormal() : 0)))
            }
        }
        return Dataset(
            uncheckedName: name, features: Tensor(uncheckedShape: [points.count, 2], scalars: features),
            targets: Tensor(order.map { Float(points[$0].label) }), featureNames: ["x1", "x2"],
            classNames: (0..<classes).map(String.init))
    }

    /// Examples are dealt as evenly as possible; the first classes get the odd ones.
    private static func share(of samples: Int, classes: Int, _ label: Int) -> Int {
        samples / classes + (label < samples % classes ? 1 : 0)
    }

    /// `count` numbers from `start` to `end`, both included (numpy's `linspace`).
    private static func evenly(_ count: Int, from start: Double = 0, to end: Double) -> [Double] {
        guard count > 1 else { return count == 1 ? [start] : [] }
        return (0..<count).map { start + (end - start) * Double($0) / Double(count - 1) }
    }

    private static func check(_ name: String, samples: Int, classes: Int, noise: Double) throws {
        guard (2...50).contains(classes) else {
            throw EngineError(.invalidArgument, "Data set \(name) cannot have \(classes) classes; expected 2 to 50.")
        }
        guard samples >= classes, samples <= 10_000_000 else {
            throw EngineError(
                .invalidArgument,
                "Data set \(name) cannot have \(samples) examples; expected \(classes) (one a class) to 10,000,000.")
        }
        guard noise.isFinite, noise >= 0 else {
            throw EngineError(
                .invalidArgument,
                "The noise of data set \(name) is \(noise); expected a finite deviation from 0, such as 0.1.")
        }
    }
}

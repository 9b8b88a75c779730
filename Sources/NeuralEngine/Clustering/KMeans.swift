/// Groups of examples around their means: k-means clustering.
///
/// Lloyd's algorithm gives each example to the nearest centre and moves each centre to the mean of its examples, until nothing
/// changes. That lowers the inertia J = Σᵢ min_c ‖xᵢ − μ_c‖² with each step, but only to a minimum near the beginning, so it is begun
/// several times from centres that k-means++ draws far from each other, and the best run counts.
///
/// ```swift
/// let groups = try KMeans(of: iris, clusters: 3, seed: 1)
/// groups.centroids                   // [3, 4]
/// try groups.labels(of: iris.features)
/// ```
///
/// Source: S. Lloyd, "Least squares quantization in PCM" (1957, printed 1982); D. Arthur, S. Vassilvitskii, "k-means++: the
/// advantages of careful seeding" (2007), with the best of 2 + ln k candidates for each centre as scikit-learn does it.
public struct KMeans: Sendable, Equatable {
    /// The centres μ: `[clusters, features]`.
    public let centroids: Tensor
    /// The cluster of each example that it was made of.
    public let labels: [Int]
    /// J behind each step of the best run; never rising.
    public let inertias: [Double]
    /// Whether the best run ended because its centres came to rest.
    public let converged: Bool

    /// How many clusters there are.
    public var clusters: Int { centroids.shape[0] }
    /// J at the end.
    public var inertia: Double { inertias.last ?? 0 }
    /// Steps of the best run.
    public var iterations: Int { inertias.count }

    /// - Parameters:
    ///   - restarts: runs from other first centres.
    ///   - maxIterations: steps of a run at most.
    ///   - tolerance: a run ends when its centres moved, squared and in sum, less than this part of the features' mean variance.
    ///   - seed: draws the first centres.
    /// - Throws: as ``init(of:clusters:restarts:maxIterations:tolerance:seed:)-(Tensor,_,_,_,_,_)``.
    public init(
        of data: Dataset, clusters: Int, restarts: Int = 10, maxIterations: Int = 300, tolerance: Double = 1e-4,
        seed: UInt64 = 0
    ) throws {
        try self.init(
            of: data.features, clusters: clusters, restarts: restarts, maxIterations: maxIterations,
            tolerance: tolerance, seed: seed)
    }

    /// Of examples `[count, features…]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for fewer examples than clusters, or a count or tolerance that makes no sense;
    ///   ``EngineError/Code/interrupted``.
    public init(
        of examples: Tensor, clusters: Int, restarts: Int = 10, maxIterations: Int = 300, tolerance: Double = 1e-4,
        seed: UInt64 = 0
    ) throws {
        let rows = try ExampleRows(examples, for: "KMeans")
        guard clusters >= 1, clusters <= rows.count else {
            throw EngineError(
                .invalidArgument,
                "clusters is \(clusters), expected 1 to \(rows.count), as many as there are examples at most.")
        }
        guard restarts >= 1, maxIterations >= 1, tolerance >= 0, tolerance.isFinite else {
            throw EngineError(
                .invalidArgument,
                """
                restarts is \(restarts) and maxIterations \(maxIterations), expected 1 or more; tolerance is \(tolerance), \
                expected a number from 0, such as 0.0001.
                """)
        }
        var generator = SeededGenerator(seed: seed)
        var best: KMeansRun?
        let centred = CentredRows(rows)
        for _ in 0..<restarts {
            var run = KMeansRun(centred, clusters: clusters, using: &generator)
            try run.settle(maxIterations: maxIterations, tolerance: tolerance * centred.meanVariance)
            if run.inertia < best?.inertia ?? .infinity || best == nil { best = run }
        }
        // There is one: restarts is 1 or more.
        guard let best else { throw EngineError(.invalidArgument, "restarts is \(restarts), expected 1 or more.") }
        let moved = best.centres.indices.map { best.centres[$0] + centred.means[$0 % rows.width] }
        centroids = Tensor(uncheckedShape: [clusters, rows.width], scalars: moved)
        labels = best.labels
        inertias = best.inertias
        converged = best.converged
    }

    /// The nearest centre of each example: `[count, features…]` to as many clusters, from 0.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the examples have another count of features.
    public func labels(of examples: Tensor) throws -> [Int] {
        let rows = try ExampleRows(examples, for: "KMeans")
        try rows.check(width: centroids.shape[1], for: "KMeans")
        return NearestRows(centroids.scalars, width: rows.width).nearest(rows.scalars)
    }

    /// The distance of each example to each centre: `[count, features…]` to `[count, clusters]`.
    ///
    /// - Throws: as ``labels(of:)``.
    public func transform(_ examples: Tensor) throws -> Tensor {
        let rows = try ExampleRows(examples, for: "KMeans")
        try rows.check(width: centroids.shape[1], for: "KMeans")
        let (width, centres) = (rows.width, centroids.scalars)
        return Tensor(uncheckedShape: [rows.count, clusters]) { target in
            for row in 0..<rows.count {
                for cluster in 0..<clusters {
                    let distance = squaredDistance(
                        rows.scalars[(row * width)..<((row + 1) * width)],
                        centres[(cluster * width)..<((cluster + 1) * width)])
                    target[row * clusters + cluster] = Float(distance.squareRoot())
                }
            }
        }
    }
}

/// For pictures: scores of the clusters, the higher the nearer.
extension KMeans: Predictor {
    /// −distance to each centre: `[batch, features…]` to `[batch, clusters]`; the largest is the cluster.
    ///
    /// - Throws: as ``labels(of:)``.
    public func predict(_ features: Tensor) throws -> Tensor { try transform(features) * -1 }
}

extension KMeans: CustomStringConvertible {
    /// `KMeans, 3 clusters of 4 features, inertia 78.85 after 6 steps`.
    public var description: String {
        "KMeans, \(clusters) clusters of \(centroids.shape[1]) features, inertia \(compactText(inertia)) after \(iterations) steps"
    }
}

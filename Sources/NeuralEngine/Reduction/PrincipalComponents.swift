/// The directions in which examples differ most: principal component analysis.
///
/// The components are the eigenvectors of the examples' covariance C = (X − μ)ᵀ (X − μ) / (n − 1) with the largest eigenvalues,
/// which are the variances along them. z = (x − μ) Wᵀ brings an example to so few numbers that lose least of it, and x ≈ z W + μ
/// back: what an autoencoder of linear layers learns.
///
/// ```swift
/// let pca = try PrincipalComponents(of: digits, count: 2)
/// pca.explainedVarianceRatio         // the part of the whole variance along each
/// let plane = try pca.transform(digits.features)         // [1797, 2]
/// let blurred = try pca.inverseTransform(plane)          // [1797, 8, 8]
/// ```
///
/// A component's sign is free: here its number of largest size is positive, as in scikit-learn.
///
/// Source: K. Pearson, "On lines and planes of closest fit to systems of points in space" (1901).
public struct PrincipalComponents: Sendable, Equatable {
    /// μ: `[features]`.
    public let mean: Tensor
    /// W: `[count, features]`, rows of length 1, perpendicular to each other.
    public let components: Tensor
    /// The variance along each component, dividing by n − 1; falling.
    public let explainedVariance: [Double]
    /// The part of the whole variance along each component; 0 where there is none at all.
    public let explainedVarianceRatio: [Double]
    /// The shape of an example, which ``inverseTransform(_:)`` gives back.
    public let featureShape: [Int]

    /// How many components there are.
    public var count: Int { components.shape[0] }

    /// - Parameter count: how many components; as many as there are when nil.
    /// - Throws: as ``init(of:count:)-(Tensor,_)``.
    public init(of data: Dataset, count: Int? = nil) throws { try self.init(of: data.features, count: count) }

    /// Of examples `[n, features…]`, two at least.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` for a count outside of 1...min(n, features), or fewer than two examples;
    ///   ``EngineError/Code/interrupted``.
    public init(of examples: Tensor, count: Int? = nil) throws {
        let rows = try ExampleRows(examples, for: "PrincipalComponents")
        let most = min(rows.count, rows.width)
        guard rows.count >= 2, (1...most).contains(count ?? most) else {
            throw EngineError(
                .invalidArgument,
                """
                count is \(count ?? most), expected 1 to \(most): there are \(rows.count) examples (two are needed) of \
                \(rows.width) features.
                """)
        }
        guard rows.width <= 4096 else {
            throw EngineError(
                .invalidArgument,
                "PrincipalComponents takes up to 4096 features, an example has \(rows.width): make pictures smaller first."
            )
        }
        let centred = CentredRows(rows)
        let width = rows.width
        let covariance = try Self.covariance(centred)
        let eigen = try SymmetricEigenvalues(covariance, size: width)
        let kept = count ?? most
        var scalars = [Float](repeating: 0, count: kept * width)
        for component in 0..<kept {
            let vector = eigen.vectors[(component * width)..<((component + 1) * width)]
            let largest = vector.max { abs($0) < abs($1) } ?? 1
            for (place, value) in vector.enumerated() {
                scalars[component * width + place] = Float(largest < 0 ? -value : value)
            }
        }
        // Rounding makes eigenvalues of 0 a little less.
        let values = eigen.values.map { max($0, 0) }
        let whole = (0..<width).reduce(0.0) { $0 + covariance[$1 * width + $1] }
        mean = Tensor(centred.means)
        components = Tensor(uncheckedShape: [kept, width], scalars: scalars)
        explainedVariance = Array(values.prefix(kept))
        explainedVarianceRatio = values.prefix(kept).map { whole > 0 ? $0 / whole : 0 }
        featureShape = Array(examples.shape.dropFirst())
    }

    /// Products of blocks of rows in float, their sum in double precision.
    private static func covariance(_ rows: CentredRows) throws -> [Double] {
        let (count, width, block) = (rows.count, rows.width, 1024)
        var sum = [Double](repeating: 0, count: width * width)
        var part = [Float](repeating: 0, count: width * width)
        try rows.scalars.withUnsafeBufferPointer { scalars in
            guard let scalars = scalars.baseAddress else { return }
            for start in stride(from: 0, to: count, by: block) {
                try Interruption.check()
                let product = Product(
                    rows: width, columns: width, inner: min(block, count - start), leftTransposed: true)
                part.withUnsafeMutableBufferPointer { part in
                    guard let output = part.baseAddress else { return }
                    product.run(scalars + start * width, scalars + start * width, into: output)
                }
                for index in sum.indices { sum[index] += Double(part[index]) }
            }
        }
        // The same number on both sides of the diagonal, whatever the order of the products' sums was.
        for row in 0..<width {
            for column in 0...row {
                let value = (sum[row * width + column] + sum[column * width + row]) / 2 / Double(count - 1)
                sum[row * width + column] = value
                sum[column * width + row] = value
            }
        }
        return sum
    }

    /// z = (x − μ) Wᵀ: `[n, features…]` to `[n, count]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the examples have another count of features.
    public func transform(_ examples: Tensor) throws -> Tensor {
        let rows = try ExampleRows(examples, for: "PrincipalComponents")
        try rows.check(width: components.shape[1], for: "PrincipalComponents")
        let flat = Tensor(uncheckedShape: [rows.count, rows.width], scalars: rows.scalars)
        return try (flat - mean).matmul(components.transposed())
    }

    /// x ≈ z W + μ: `[n, count]` to `[n, features…]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` unless there is a number for each component.
    public func inverseTransform(_ codes: Tensor) throws -> Tensor {
        guard codes.rank == 2, codes.shape[1] == count else {
            throw EngineError(
                .shapeMismatch,
                "inverseTransform takes [n, \(count)], a number for each component, but \(shapeText(codes.shape)) was given."
            )
        }
        return try (codes.matmul(components) + mean).reshaped([codes.shape[0]] + featureShape)
    }
}

extension PrincipalComponents: CustomStringConvertible {
    /// `PrincipalComponents, 2 of 64 features, 28.5 % of the variance`.
    public var description: String {
        let part = fixedText(100 * explainedVarianceRatio.reduce(0, +), decimals: 1)
        return "PrincipalComponents, \(count) of \(components.shape[1]) features, \(part) % of the variance"
    }
}

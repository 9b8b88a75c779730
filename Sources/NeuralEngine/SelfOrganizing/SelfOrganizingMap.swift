/// A lattice of units that unfolds over the data: Kohonen's self-organizing map.
///
/// Each unit has weights as long as an example. An example's winner is the unit nearest to it; the winner and, by how near they
/// stand to it on the lattice, its neighbours move towards the example. So units that are neighbours come to stand for examples
/// that are alike, and the lattice is a map of the data.
///
/// ```swift
/// var map = try SelfOrganizingMap(of: iris, rows: 8, columns: 10, topology: .hexagonal, seed: 1)
/// let history = try map.fit(iris, epochs: 40)
/// history.quantizationError          // falling: how far examples are from their winners
/// ```
///
/// Source: T. Kohonen, "Self-organized formation of topologically correct feature maps" (1982); "Self-Organizing Maps" (2001) for
/// the batch rule and the hexagonal lattice.
public struct SelfOrganizingMap: Sendable, Equatable {
    /// The lattice's shape.
    public enum Topology: String, Sendable, CaseIterable {
        /// Units in rows and columns, four neighbours each.
        case rectangular
        /// Odd rows half a unit to the right, six neighbours each.
        case hexagonal
    }

    /// The weights before training.
    public enum Initialization: String, Sendable, CaseIterable {
        /// Those of examples drawn at random.
        case samples
        /// Evenly spread over the plane of the two principal components; nothing is drawn.
        case principalPlane
    }

    /// How the weights move.
    public enum Rule: String, Sendable, CaseIterable {
        /// After each example: w_u ← w_u + η h_u (x − w_u).
        case online
        /// After all of them: w_u ← Σᵢ h_u(i) xᵢ / Σᵢ h_u(i). Without a learning rate, and faster.
        case batch
    }

    /// `[rows, columns, features]`.
    public private(set) var weights: Tensor
    let lattice: MapLattice

    public var rows: Int { lattice.rows }
    public var columns: Int { lattice.columns }
    public var topology: Topology { lattice.topology }

    /// A map that is yet to be trained, for examples like those of a data set.
    ///
    /// - Parameters:
    ///   - rows: 2 or more; 4096 units at most.
    ///   - seed: draws the examples of ``Initialization/samples``.
    /// - Throws: ``EngineError/Code/invalidArgument`` for a lattice that is too small or too large, or a principal plane of one
    ///   feature.
    public init(
        of data: Dataset, rows: Int, columns: Int, topology: Topology = .rectangular,
        initialization: Initialization = .samples, seed: UInt64 = 0
    ) throws {
        lattice = try Self.lattice(rows: rows, columns: columns, topology)
        let examples = try ExampleRows(data.features, for: "SelfOrganizingMap")
        let width = examples.width
        let scalars: [Float]
        switch initialization {
        case .samples:
            var generator = SeededGenerator(seed: seed)
            scalars = (0..<lattice.count).flatMap { _ in
                let row = generator.nextIndex(below: examples.count)
                return Array(examples.scalars[(row * width)..<((row + 1) * width)])
            }
        case .principalPlane:
            guard width >= 2, examples.count >= 2 else {
                throw EngineError(
                    .invalidArgument,
                    "A principal plane needs two features and two examples; there are \(width) and \(examples.count).")
            }
            let plane = try PrincipalComponents(of: data, count: 2)
            let spread = plane.explainedVariance.map { Float($0.squareRoot()) }
            let (first, second) = rows > columns ? (1, 0) : (0, 1)
            var made = [Float](repeating: 0, count: rows * columns * width)
            for unit in 0..<(rows * columns) {
                let x = (2 * Float(unit % columns) / Float(columns - 1) - 1) * spread[first]
                let y = (2 * Float(unit / columns) / Float(rows - 1) - 1) * spread[second]
                for place in 0..<width {
                    made[unit * width + place] =
                        plane.mean.scalars[place] + x * plane.components.scalars[first * width + place] + y
                        * plane.components.scalars[second * width + place]
                }
            }
            scalars = made
        }
        weights = Tensor(uncheckedShape: [rows, columns, width], scalars: scalars)
    }

    /// A map of given weights, `[rows, columns, features]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` for another shape, ``EngineError/Code/invalidData`` for weights that are not
    ///   finite.
    public init(weights: Tensor, topology: Topology = .rectangular) throws {
        guard weights.rank == 3, weights.count > 0 else {
            throw EngineError(
                .shapeMismatch,
                "A map's weights are [rows, columns, features], but \(shapeText(weights.shape)) was given.")
        }
        guard weights.scalars.allSatisfy(\.isFinite) else {
            throw EngineError(.invalidData, "Some weights of the map are NaN or infinite, so it has no distances.")
        }
        lattice = try Self.lattice(rows: weights.shape[0], columns: weights.shape[1], topology)
        self.weights = weights
    }

    private static func lattice(rows: Int, columns: Int, _ topology: Topology) throws -> MapLattice {
        guard rows >= 2, columns >= 2, rows <= 4096, columns <= 4096, rows * columns <= 4096 else {
            throw EngineError(
                .invalidArgument,
                "A map of \(rows) rows and \(columns) columns; expected 2 of each at least, and 4096 units at most.")
        }
        return MapLattice(rows: rows, columns: columns, topology: topology)
    }

    /// The width of an example.
    public var featureCount: Int { weights.shape[2] }

    /// The winner of each example, `[count, features…]`: its unit's number, row · columns + column.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the examples have another count of features.
    public func winners(of examples: Tensor) throws -> [Int] {
        let rows = try checked(examples)
        return NearestRows(weights.scalars, width: featureCount).nearest(rows.scalars)
    }

    /// The units that share a side with one.
    ///
    /// - Parameter unit: its number, row · columns + column; none for a number that is no unit.
    public func neighbours(of unit: Int) -> [Int] {
        (0..<lattice.count).contains(unit) ? lattice.neighbours(unit) : []
    }

    /// Where a unit is drawn: x to the right, y downwards, neighbours in a row 1 apart.
    public func place(of unit: Int) -> (x: Double, y: Double) { lattice.place(unit) }

    /// The mean distance of the examples from their winners' weights.
    ///
    /// - Throws: as ``winners(of:)``.
    public func quantizationError(_ data: Dataset) throws -> Double { try errors(checked(data.features)).quantization }

    /// The part of the examples whose two nearest units do not touch on the lattice: 0 where the map is nowhere torn or folded.
    ///
    /// Source: K. Kiviluoto, "Topology preservation in self-organizing maps" (1996). Units touch that stand around one another,
    /// eight on a rectangular lattice and six on a hexagonal one.
    ///
    /// - Throws: as ``winners(of:)``.
    public func topographicError(_ data: Dataset) throws -> Double { try errors(checked(data.features)).topographic }

    func checked(_ examples: Tensor) throws -> ExampleRows {
        let rows = try ExampleRows(examples, for: "SelfOrganizingMap")
        try rows.check(width: featureCount, for: "SelfOrganizingMap")
        return rows
    }

    func errors(_ rows: ExampleRows) -> (quantization: Double, topographic: Double) {
        errors(rows, nearest: nearestUnits(rows))
    }

    /// The winner of each example, and the unit that is next to it.
    func nearestUnits(_ rows: ExampleRows) -> (first: [Int], second: [Int]) {
        NearestRows(weights.scalars, width: featureCount).nearestTwo(rows.scalars)
    }

    func errors(_ rows: ExampleRows, nearest: (first: [Int], second: [Int])) -> (
        quantization: Double, topographic: Double
    ) {
        let squares = NearestRows.squaredDistances(
            rows.scalars, to: weights.scalars, nearest.first, width: featureCount)
        var (distance, torn) = (0.0, 0)
        for row in 0..<rows.count {
            distance += squares[row].squareRoot()
            if !lattice.areAdjacent(nearest.first[row], nearest.second[row]) { torn += 1 }
        }
        return (distance / Double(rows.count), Double(torn) / Double(rows.count))
    }

    mutating func replaceWeights(_ scalars: [Float]) {
        weights = Tensor(uncheckedShape: weights.shape, scalars: scalars)
    }
}

extension SelfOrganizingMap: CustomStringConvertible {
    /// `SelfOrganizingMap, 8 × 10 units of 4 features, hexagonal`.
    public var description: String {
        "SelfOrganizingMap, \(rows) × \(columns) units of \(featureCount) features, \(topology.rawValue)"
    }
}

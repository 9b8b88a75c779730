import NeuralEngine

/// The weights of a self-organizing map, one vector for each place of its lattice.
struct SelfOrganizingGrid {
    let rows: Int
    let columns: Int
    let width: Int
    private let scalars: [Float]

    /// - Throws: ``PlotError`` unless the tensor is `[rows, columns, features]`, two rows and columns at least, all finite.
    init(_ weights: Tensor) throws {
        guard weights.rank == 3, weights.shape[0] > 1, weights.shape[1] > 1, weights.shape[2] > 0 else {
            throw PlotError(
                "Weights of shape \(weights.shape) are no map; expected [rows, columns, features], 2 rows and columns at least."
            )
        }
        guard weights.scalars.allSatisfy(\.isFinite) else {
            throw PlotError("Some weights of the map are NaN or infinite, so it has no distances.")
        }
        (rows, columns, width) = (weights.shape[0], weights.shape[1], weights.shape[2])
        scalars = weights.scalars
    }

    func vector(_ unit: Int) -> ArraySlice<Float> { scalars[(unit * width)..<((unit + 1) * width)] }

    func distance(_ first: Int, _ second: Int) -> Double {
        zip(vector(first), vector(second)).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
    }

    /// The units beside, above and below.
    func neighbours(_ unit: Int) -> [Int] {
        let (row, column) = (unit / columns, unit % columns)
        return [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)]
            .filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }.map { $0.0 * columns + $0.1 }
    }

    /// The unit whose weights are nearest to each example.
    ///
    /// - Throws: ``PlotError`` when the examples have another number of features.
    func winners(_ data: Dataset) throws -> [Int] {
        let features = data.features.count / max(data.count, 1)
        guard features == width else {
            throw PlotError("The map's weights have \(width) features, but data set \(data.name) has \(features).")
        }
        return (0..<data.count).map { row in
            let example = data.features.scalars[(row * width)..<((row + 1) * width)]
            var best = (unit: 0, distance: Float.infinity)
            for unit in 0..<(rows * columns) {
                let distance = zip(vector(unit), example).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                if distance < best.distance { best = (unit, distance) }
            }
            return best.unit
        }
    }
}

import Charts
import NeuralEngine

/// A self-organizing map as it is drawn: row 0 on top; on a hexagonal lattice odd rows half a unit to the right, as bricks in a
/// wall, each of which touches six others.
struct SelfOrganizingGrid {
    let map: SelfOrganizingMap
    var rows: Int { map.rows }
    var columns: Int { map.columns }
    var count: Int { rows * columns }
    var isHexagonal: Bool { map.topology == .hexagonal }

    init(_ map: SelfOrganizingMap) { self.map = map }

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
        map = try SelfOrganizingMap(weights: weights)
    }

    func vector(_ unit: Int) -> ArraySlice<Float> {
        map.weights.scalars[(unit * map.featureCount)..<((unit + 1) * map.featureCount)]
    }

    func distance(_ first: Int, _ second: Int) -> Double {
        zip(vector(first), vector(second)).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
    }

    /// The middle of a unit in the picture.
    func place(_ unit: Int) -> (x: Double, y: Double) {
        let (row, column) = (unit / columns, unit % columns)
        return (Double(column) + (isHexagonal && !row.isMultiple(of: 2) ? 0.5 : 0), Double(rows - 1 - row))
    }

    /// A value for each unit as cells; on a hexagonal lattice two cells a unit, and nothing at the ends of rows.
    func cells(_ values: [Double]) throws -> ScalarGrid {
        let order = (0..<rows).reversed()
        guard isHexagonal else {
            return try ScalarGrid(
                columns: columns, rows: rows,
                values: order.flatMap { values[($0 * columns)..<(($0 + 1) * columns)] },
                x: 0...Double(columns - 1), y: 0...Double(rows - 1))
        }
        let cells = order.flatMap { row -> [Double] in
            let doubled = values[(row * columns)..<((row + 1) * columns)].flatMap { [$0, $0] }
            return row.isMultiple(of: 2) ? doubled + [.nan] : [.nan] + doubled
        }
        return try ScalarGrid(
            columns: 2 * columns + 1, rows: rows, values: cells, x: -0.25...(Double(columns) - 0.25),
            y: 0...Double(rows - 1))
    }

    /// The unit whose weights are nearest to each example.
    ///
    /// - Throws: ``PlotError`` when the examples have another number of features.
    func winners(_ data: Dataset) throws -> [Int] {
        let features = data.features.count / max(data.count, 1)
        guard features == map.featureCount else {
            throw PlotError(
                "The map's weights have \(map.featureCount) features, but data set \(data.name) has \(features).")
        }
        return try map.winners(of: data.features)
    }
}

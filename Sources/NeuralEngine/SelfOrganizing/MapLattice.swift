#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

/// Where the units of a self-organizing map stand, and which of them are neighbours.
struct MapLattice: Sendable, Equatable {
    let rows: Int
    let columns: Int
    let topology: SelfOrganizingMap.Topology

    var count: Int { rows * columns }

    /// A unit's place; neighbours in a row are 1 apart. On a hexagonal lattice odd rows stand half a unit to the right and rows
    /// √3/2 apart, so that all six neighbours are 1 apart.
    func place(_ unit: Int) -> (x: Double, y: Double) {
        let (row, column) = (unit / columns, unit % columns)
        guard topology == .hexagonal else { return (Double(column), Double(row)) }
        return (Double(column) + (row.isMultiple(of: 2) ? 0 : 0.5), Double(row) * 0.75.squareRoot())
    }

    func squaredDistance(_ first: Int, _ second: Int) -> Double {
        let (a, b) = (place(first), place(second))
        return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
    }

    /// Whether two units touch: the eight around one on a rectangular lattice, the six on a hexagonal one.
    func areAdjacent(_ first: Int, _ second: Int) -> Bool {
        first != second && squaredDistance(first, second) < (topology == .hexagonal ? 1.2 : 2.2)
    }

    /// The units that share a side with one: four, or six.
    func neighbours(_ unit: Int) -> [Int] {
        let (row, column) = (unit / columns, unit % columns)
        let places: [(Int, Int)]
        switch topology {
        case .rectangular:
            places = [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)]
        case .hexagonal:
            let left = row.isMultiple(of: 2) ? column - 1 : column
            places = [
                (row, column - 1), (row, column + 1), (row - 1, left), (row - 1, left + 1), (row + 1, left),
                (row + 1, left + 1),
            ]
        }
        return places.filter { (0..<rows).contains($0.0) && (0..<columns).contains($0.1) }.map {
            $0.0 * columns + $0.1
        }
    }

    /// h = exp(−d² / 2σ²) of each pair of units: `[units, units]`.
    ///
    /// Units that stand as far from each other along both axes are as near, so that one exponential serves all of them.
    func nearness(radius: Double) -> [Float] {
        let isHexagonal = topology == .hexagonal
        // Distances along a row in halves of a unit, 0 to 2 columns − 1.
        let (halves, rowSquare) = (2 * columns, isHexagonal ? 0.75 : 1)
        var steps = [Float](repeating: 1, count: rows * halves)
        for down in 0..<rows {
            for half in 0..<halves {
                let (x, y) = (Double(half) / 2, Double(down))
                steps[down * halves + half] = Float(exp(-(x * x + rowSquare * y * y) / (2 * radius * radius)))
            }
        }
        return [Float](unsafeUninitializedCapacity: count * count) { table, filled in
            steps.withUnsafeBufferPointer { steps in
                for first in 0..<count {
                    let (row, column) = (first / columns, first % columns)
                    for other in 0..<rows {
                        let shift = !isHexagonal || (row - other).isMultiple(of: 2) ? 0 : row.isMultiple(of: 2) ? 1 : -1
                        let (from, to) = (abs(row - other) * halves, first * count + other * columns)
                        for place in 0..<columns {
                            table[to + place] = steps[from + abs(2 * (place - column) + shift)]
                        }
                    }
                }
            }
            filled = count * count
        }
    }
}

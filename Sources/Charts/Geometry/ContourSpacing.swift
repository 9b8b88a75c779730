/// How the levels of a contour picture follow each other.
public enum ContourSpacing: String, Sendable, CaseIterable {
    /// Round values, equally far apart.
    case even
    /// Close together at the lowest values, ever farther apart above them (the cubes of equal steps): shows the bottom of a valley
    /// whose walls are a thousand times as high.
    case denseLow

    /// About `count` values inside of `range`, rising.
    func levels(_ range: ClosedRange<Double>, count: Int) -> [Double] {
        let span = range.upperBound - range.lowerBound
        guard span > 0 else { return [] }
        switch self {
        case .even:
            return Ticks.linear(range, target: count).map(\.value).filter {
                $0 > range.lowerBound && $0 < range.upperBound
            }
        case .denseLow:
            return (1...count).map { step in
                let part = Double(step) / Double(count + 1)
                return range.lowerBound + span * part * part * part
            }
        }
    }
}

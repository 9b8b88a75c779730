/// The values that a mark covers on one axis; what is not finite does not count.
public struct DataExtent: Sendable, Equatable {
    public private(set) var lower = Double.infinity
    public private(set) var upper = -Double.infinity
    /// The smallest value above zero: where a logarithmic axis may begin.
    public private(set) var lowestPositive = Double.infinity
    /// The axis ends exactly at these values (a raster), rather than a little beyond them.
    public var isTight = false
    /// The axis reaches down to zero (bars).
    public var includesZero = false
    /// Symbols reach beyond their value's place, so the axis leaves room for half of one.
    public var hasSymbols = false

    /// Larger values overflow in the arithmetic of a scale and are treated as infinite.
    package static let limit = 1e300

    public init() {}

    public init(_ values: some Sequence<Double>) {
        for value in values { include(value) }
    }

    public var isEmpty: Bool { lower > upper }

    public mutating func include(_ value: Double) {
        guard abs(value) <= Self.limit else { return }
        if value < lower { lower = value }
        if value > upper { upper = value }
        if value > 0, value < lowestPositive { lowestPositive = value }
    }

    public mutating func formUnion(_ other: DataExtent) {
        lower = min(lower, other.lower)
        upper = max(upper, other.upper)
        lowestPositive = min(lowestPositive, other.lowestPositive)
        isTight = isTight || other.isTight
        includesZero = includesZero || other.includesZero
        hasSymbols = hasSymbols || other.hasSymbols
    }

    /// The domain of an axis that shows this extent: a little wider than the data, wide enough for a single value, not
    /// below zero when no value is.
    package func domain(for axis: Axis) -> ClosedRange<Double> {
        if let range = axis.range, range.lowerBound < range.upperBound, abs(range.lowerBound) <= Self.limit,
            abs(range.upperBound) <= Self.limit, axis.scale == .linear || range.lowerBound > 0
        {
            return range
        }
        return axis.scale == .log ? logarithmicDomain() : linearDomain(integers: axis.ticks == .integers)
    }

    private func linearDomain(integers: Bool) -> ClosedRange<Double> {
        guard !isEmpty else { return 0...1 }
        let low = includesZero ? min(lower, 0) : lower
        let high = includesZero ? max(upper, 0) : upper
        let span = high - low
        // Differences that a scale cannot divide by are none.
        guard span > max(abs(low), abs(high)) * 1e-12, span > 1 / Self.limit else {
            let room = integers || abs(low) < 1 / Self.limit ? 1 : abs(low) * 0.1
            return (low - room)...(low + room)
        }
        if isTight { return low...high }
        let room = span * (hasSymbols ? 0.05 : 0.03)
        // An axis that begins next to zero may as well begin at zero.
        let isNearZero = low >= 0 && low < span * 0.12 && !hasSymbols && !integers
        let floor = isNearZero || (includesZero && low == 0) ? 0 : low - room
        return floor...(includesZero && high == 0 ? 0 : high + room)
    }

    private func logarithmicDomain() -> ClosedRange<Double> {
        guard lowestPositive <= upper else { return 0.1...1 }
        let ratio = upper / lowestPositive
        guard ratio > 1 + 1e-9 else { return (lowestPositive / 3)...(upper * 3) }
        if isTight { return lowestPositive...upper }
        let room = Mathematics.power(ratio.isFinite ? ratio : 1e300, hasSymbols ? 0.05 : 0.03)
        return max(lowestPositive / room, 1e-307)...min(upper * room, Self.limit)
    }
}

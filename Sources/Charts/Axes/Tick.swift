/// A mark on an axis.
public struct Tick: Sendable, Equatable {
    public var value: Double
    /// Nothing for a minor tick. May hold `$…$` mathematics.
    public var label: String?

    public init(_ value: Double, _ label: String?) {
        self.value = value
        self.label = label
    }
}

/// Which ticks an axis shows.
public enum AxisTicks: Sendable, Equatable {
    /// Round numbers: 1, 2 or 5 times a power of ten apart.
    case automatic
    /// Round numbers, none between two integers (epochs, counts).
    case integers
    case values([Tick])
    /// Names at 0, 1, 2 …
    case categories([String])
    case none
}

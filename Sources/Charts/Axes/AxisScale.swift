/// How an axis turns values into lengths.
public enum AxisScale: String, CaseIterable, Sendable {
    /// Equal steps for equal differences.
    case linear
    /// Equal steps for equal ratios; values of zero and below have no place and are left out.
    case log
}

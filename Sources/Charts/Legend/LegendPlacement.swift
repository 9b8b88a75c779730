/// Where a chart's legend stands.
public enum LegendPlacement: String, Sendable, CaseIterable {
    /// In a corner of the plot where nothing is drawn; where there is none, right of the plot.
    case automatic
    /// Right of the plot.
    case outside
    /// Above the plot, in one line.
    case top
    case hidden
}

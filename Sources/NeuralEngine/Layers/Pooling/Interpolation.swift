/// Where the numbers of a picture made larger come from.
public enum Interpolation: String, Sendable, Hashable, CaseIterable {
    /// Each position repeated.
    case nearest
    /// Between the four nearest positions, in proportion to the distances of the centres; the edge goes on outside.
    case bilinear
}

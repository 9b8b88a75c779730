/// What runs one execution after the other, beside the other lanes.
public enum Lane {
    /// The main shell's cells.
    public static let main = 0
    /// What frontends' comms bring, as far as it waits for no cell.
    public static let comms = 1
    /// Those of subshells. The worker has as many as `CRLaneCount` says.
    public static let subshells = 2..<40
}

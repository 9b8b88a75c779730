/// Where text comes from.
public enum OutputStream: String, Sendable, CaseIterable {
    case stdout
    case stderr
}

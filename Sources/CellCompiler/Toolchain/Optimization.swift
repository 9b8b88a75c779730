/// How hard the compiler works for fast code.
enum Optimization: Hashable, Sendable {
    /// As little as possible: the cell starts at once.
    case none
    /// As well as it can.
    case full
    /// Well, but no value stays in a register that a variable should have.
    ///
    /// Optimised code keeps a loop's variables in registers and stores them at its end. Where a trap or an interrupt ends
    /// the loop, they would have the values from before it, and an array the address of what it was copied from; a loop
    /// without an end stores nothing at all. The passes that are left out do that. Without them loops in cells take as
    /// long as with `swiftc -O` (Benchmarks/cell_speed.py).
    case storingAtOnce

    /// The frontend's arguments.
    var arguments: [String] {
        switch self {
        case .none: ["-Onone"]
        case .full: ["-O"]
        case .storingAtOnce:
            ["-O"]
                + ["dead-store-elimination", "loop-invariant-code-motion"].flatMap {
                    ["-Xllvm", "-sil-disable-pass=\($0)"]
                } + ["-Xllvm", "-disable-licm-promotion"]
        }
    }
}

/// How hard the compiler works for fast code.
enum Optimization: Hashable, Sendable {
    /// As little as possible: the cell starts at once.
    case none
    /// As well as it can.
    case full
    /// Well, but no value stays in a register that a variable should have.
    ///
    /// Optimised code keeps a loop's variables in registers and stores them at its end. Where a trap or an interrupt ends
    /// the loop, they would have the values from before it. The passes that are left out do that; without them `sorted`
    /// takes twice as long and other code up to a tenth.
    case storingAtOnce

    /// The frontend's arguments.
    var arguments: [String] {
        switch self {
        case .none: ["-Onone"]
        case .full: ["-O"]
        case .storingAtOnce:
            ["-O"]
                + ["redundant-load-elimination", "dead-store-elimination", "licm"].flatMap {
                    ["-Xllvm", "-sil-disable-pass=\($0)"]
                } + ["-Xllvm", "-disable-licm-promotion"]
        }
    }
}

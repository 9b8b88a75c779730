/// Bounds of sizes. With them, whatever is computed from a layer's arguments and the shape of its input fits an `Int`.
enum SizeLimits {
    /// Of one argument: a number of units, a stride, a margin.
    static let length = 1 << 30
    /// Of the numbers of a sample: 16 GB.
    static let sample = 1 << 32
    /// Of the numbers of one array of weights: 4 TB.
    static let weights = 1 << 40

    /// - Throws: ``EngineError/Code/invalidArgument`` when an argument of a layer is larger than any that makes sense.
    static func check(_ length: Int, _ name: String, of kind: String) throws {
        guard length <= Self.length else {
            throw EngineError(.invalidArgument, "\(kind)'s \(name) is \(length), expected up to \(Self.length).")
        }
    }

    /// - Throws: ``EngineError/Code/outOfMemory`` when a sample of a shape is too large to be worked on.
    static func check(sample shape: [Int]) throws {
        guard count(shape) <= Double(sample) else {
            throw EngineError(
                .outOfMemory,
                """
                \(batchShapeText(shape)) is \(megabytes(shape)) MB a sample, and \(sample / 262_144) MB are the most; choose \
                smaller layers.
                """)
        }
    }

    /// - Throws: ``EngineError/Code/outOfMemory`` when an array of weights is too large for any machine.
    static func check(weights shape: [Int], name: String) throws {
        guard count(shape) <= Double(weights) else {
            throw EngineError(
                .outOfMemory,
                "The \(name) of shape \(shapeText(shape)) would need \(megabytes(shape)) MB; choose smaller layers.")
        }
    }

    /// As a `Double`, which does not overflow.
    private static func count(_ shape: [Int]) -> Double { shape.reduce(1) { $0 * Double($1) } }
    private static func megabytes(_ shape: [Int]) -> String { fixedText(count(shape) / 262_144, decimals: 0) }
}

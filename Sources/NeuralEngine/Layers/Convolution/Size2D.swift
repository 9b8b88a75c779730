/// A length along height and one along width: `3` for both, `[3, 5]` for 3 and 5.
public struct Size2D: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    /// As given; anything but one or two lengths is an error of the layer that takes it.
    public let lengths: [Int]

    public init(_ both: Int) { lengths = [both, both] }
    public init(height: Int, width: Int) { lengths = [height, width] }
    public init(integerLiteral value: Int) { self.init(value) }
    public init(arrayLiteral elements: Int...) { lengths = elements.count == 1 ? elements + elements : elements }

    public var height: Int { lengths.first ?? 0 }
    public var width: Int { lengths.last ?? 0 }

    /// As written in Swift: `3` or `[3, 5]`.
    var code: String { lengths.count == 2 && height == width ? String(height) : shapeText(lengths) }

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the argument, unless there are two lengths from `least`.
    func check(_ name: String, of kind: String, least: Int = 1) throws {
        guard lengths.count == 2, lengths.allSatisfy({ $0 >= least }) else {
            throw EngineError(
                .invalidArgument,
                """
                \(kind)'s \(name) is \(lengths.count == 2 ? code : shapeText(lengths)), expected one length or \
                [height, width], each \(least) or more.
                """)
        }
        for length in lengths { try SizeLimits.check(length, name, of: kind) }
    }
}

/// What a layer over sequences or pictures takes, and the errors when it is given something else.
enum PictureAxes: Sendable, Hashable {
    /// `[batch, time, channels]`.
    case one
    /// `[batch, height, width, channels]`.
    case two

    var text: String {
        switch self {
        case .one: "sequences [batch, time, channels]"
        case .two: "pictures [batch, height, width, channels]"
        }
    }

    /// - Throws: ``EngineError/Code/shapeMismatch``, with what to put in front when only the channels' axis is missing.
    func check(_ shape: [Int], for kind: String) throws -> PictureShape {
        let count = self == .one ? 2 : 3
        guard shape.count == count else {
            let hint =
                shape.count == count - 1
                ? "; put Reshape(\(shapeText(shape + [1]))) in front of it, which adds an axis of one channel" : ""
            throw EngineError(.shapeMismatch, "\(kind) takes \(text), not \(batchShapeText(shape))\(hint).")
        }
        return PictureShape(shape)
    }

    /// A size along these axes, as messages show it.
    func sizeText(_ size: Size2D) -> String {
        self == .one ? String(size.width) : shapeText([size.height, size.width])
    }

    /// - Throws: as ``Size2D/check(_:of:least:)``.
    func check(_ size: Size2D, _ name: String, of kind: String) throws {
        guard self == .one else { return try size.check(name, of: kind) }
        guard size.width >= 1 else {
            throw EngineError(.invalidArgument, "\(kind)'s \(name) is \(size.width), expected 1 or more.")
        }
        try SizeLimits.check(size.width, name, of: kind)
    }

    /// - Throws: ``EngineError/Code/shapeMismatch`` when a window does not fit into the input.
    func checkFit(_ window: ConvolutionWindow, in shape: [Int], for kind: String, name: String) throws {
        let output = window.outputSize(for: PictureShape(shape).size)
        guard output.height >= 1, output.width >= 1 else {
            let spread = window.dilationRate.lengths.allSatisfy { $0 == 1 } ? "" : " (with its dilation)"
            throw EngineError(
                .shapeMismatch,
                """
                \(kind)'s \(name) \(sizeText(window.span))\(spread) is larger than the input \(batchShapeText(shape)); \
                use padding .same, or a smaller one.
                """)
        }
    }

    /// A sample's shape.
    func shape(_ size: Size2D, channels: Int) -> [Int] {
        self == .one ? [size.width, channels] : [size.height, size.width, channels]
    }
}

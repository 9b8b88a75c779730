/// A picture's edges cut off.
///
/// Shape: `[batch, height, width, channels]` to `[batch, height − top − bottom, width − left − right, channels]`.
public struct Cropping2D: Layer, Hashable {
    let margins: Margins

    /// - Parameter cropping: positions cut off at both ends of height and width, `1` or `[1, 2]`.
    public init(cropping: Size2D = 1) {
        // Too few or too many lengths become an error of the margins' check.
        let isPair = cropping.lengths.count == 2
        self.init(
            top: isPair ? cropping.height : -1, bottom: isPair ? cropping.height : -1,
            left: isPair ? cropping.width : -1, right: isPair ? cropping.width : -1)
    }

    public init(top: Int, bottom: Int, left: Int, right: Int) {
        margins = Margins(top: top, bottom: bottom, left: left, right: right)
    }

    public var kind: String { "Cropping2D" }
    public var code: String { "Cropping2D(\(margins.code("cropping")))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try margins.check(for: kind)
        let picture = try PictureAxes.two.check(inputShape, for: kind)
        let size = margins.applied(to: picture.size, sign: -1)
        guard size.height >= 1, size.width >= 1 else {
            throw EngineError(
                .shapeMismatch, "\(code) leaves nothing of the input \(batchShapeText(inputShape)).")
        }
        return [size.height, size.width, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.shifted(
            input, to: try outputShape(for: input.shape), top: -margins.top, left: -margins.left)
    }
}

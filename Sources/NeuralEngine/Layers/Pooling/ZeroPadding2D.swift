/// Zeros around a picture.
///
/// Shape: `[batch, height, width, channels]` to `[batch, height + top + bottom, width + left + right, channels]`.
public struct ZeroPadding2D: Layer, Hashable {
    let margins: Margins

    /// - Parameter padding: positions of zeros at both ends of height and width, `1` or `[1, 2]`.
    public init(padding: Size2D = 1) {
        // Too few or too many lengths become an error of the margins' check.
        let isPair = padding.lengths.count == 2
        self.init(
            top: isPair ? padding.height : -1, bottom: isPair ? padding.height : -1,
            left: isPair ? padding.width : -1, right: isPair ? padding.width : -1)
    }

    public init(top: Int, bottom: Int, left: Int, right: Int) {
        margins = Margins(top: top, bottom: bottom, left: left, right: right)
    }

    public var kind: String { "ZeroPadding2D" }
    public var code: String { "ZeroPadding2D(\(margins.code("padding")))" }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try margins.check(for: kind)
        let picture = try PictureAxes.two.check(inputShape, for: kind)
        let size = margins.applied(to: picture.size, sign: 1)
        return [size.height, size.width, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.shifted(
            input, to: try outputShape(for: input.shape), top: margins.top, left: margins.left)
    }
}

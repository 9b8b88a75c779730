/// Zeros at both ends of a sequence.
///
/// Shape: `[batch, time, channels]` to `[batch, time + before + after, channels]`.
public struct ZeroPadding1D: Layer, Hashable {
    let margins: Margins

    /// - Parameter padding: steps of zeros at both ends.
    public init(padding: Int = 1) { self.init(before: padding, after: padding) }

    public init(before: Int, after: Int) { margins = Margins(top: 0, bottom: 0, left: before, right: after) }

    public var kind: String { "ZeroPadding1D" }
    public var code: String {
        margins.left == margins.right
            ? "ZeroPadding1D(padding: \(margins.left))"
            : "ZeroPadding1D(before: \(margins.left), after: \(margins.right))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try margins.check(for: kind)
        let picture = try PictureAxes.one.check(inputShape, for: kind)
        let size = margins.applied(to: picture.size, sign: 1)
        return [size.width, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.shifted(input, to: try outputShape(for: input.shape), top: 0, left: margins.left)
    }
}

/// The ends of a sequence cut off.
///
/// Shape: `[batch, time, channels]` to `[batch, time − before − after, channels]`.
public struct Cropping1D: Layer, Hashable {
    let margins: Margins

    /// - Parameter cropping: steps cut off at both ends.
    public init(cropping: Int = 1) { self.init(before: cropping, after: cropping) }

    public init(before: Int, after: Int) { margins = Margins(top: 0, bottom: 0, left: before, right: after) }

    public var kind: String { "Cropping1D" }
    public var code: String {
        margins.left == margins.right
            ? "Cropping1D(cropping: \(margins.left))" : "Cropping1D(before: \(margins.left), after: \(margins.right))"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        try margins.check(for: kind)
        let picture = try PictureAxes.one.check(inputShape, for: kind)
        let size = margins.applied(to: picture.size, sign: -1)
        guard size.width >= 1 else {
            throw EngineError(
                .shapeMismatch, "\(code) leaves nothing of the input \(batchShapeText(inputShape)).")
        }
        return [size.width, picture.channels]
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        graph.shifted(input, to: try outputShape(for: input.shape), top: 0, left: -margins.left)
    }
}

import NeuralEngine

/// Attention: scores, softmax and mixing are put together into one layer, with the projections around them.
extension ONNXImporter {
    /// Which keys a query sees.
    struct Mask: Equatable {
        /// Itself and what lies before it alone.
        var isCausal = false
        /// The name of the tokens of which 0 is padding.
        var tokens: String?
    }

    /// Queries times keys: `[…, queries, keys]`.
    struct Scores {
        /// `[…, time, width]` each, what lies in front being the batch and the heads.
        let query: View
        let key: View
        var scale: Float
        var mask = Mask()

        /// Queries and keys.
        var lengths: [Int] { [query, key].map { View.size($0.axes[$0.axes.count - 2]) } }
    }

    /// All of an attention but the product behind it.
    struct Attention {
        let heads: Int
        let keyWidth: Int
        let valueWidth: Int
        /// `[time, heads · width]` each.
        let query: View
        let key: View
        let value: View
        let scale: Float
        let mask: Mask
    }

    /// Attention's steps; false for a node that is none.
    mutating func attentionStep(_ node: ONNXFile.Node) throws -> Bool {
        let inputs = node.inputs.map { values[$0] }
        switch (node.kind, inputs.first ?? nil, inputs.count > 1 ? inputs[1] : nil) {
        case ("MatMul", .weights(let weights)?, .layer?), ("MatMul", .weights(let weights)?, .view?):
            try mixed(node, weights, try view(node.inputs[1]))
        case ("MatMul", .layer?, .layer?), ("MatMul", .layer?, .view?), ("MatMul", .view?, .layer?),
            ("MatMul", .view?, .view?):
            try scores(node)
        case ("Mul", .scores(var scores)?, .constant(let array)?) where array.scalars.count == 1,
            ("Mul", .constant(let array)?, .scores(var scores)?) where array.scalars.count == 1:
            scores.scale *= array.scalars[0]
            set(node, .scores(scores))
        case ("Div", .scores(var scores)?, .constant(let array)?) where array.scalars.count == 1:
            scores.scale /= array.scalars[0]
            set(node, .scores(scores))
        case ("Add", .scores(let scores)?, .constant(let array)?), ("Add", .constant(let array)?, .scores(let scores)?):
            // Minus infinity, or nearly, where a key is not seen.
            guard array.scalars.allSatisfy({ $0 == 0 || $0 <= -1e4 }) else {
                throw Unsupported(text: "numbers added to the scores of attention that are no mask")
            }
            try set(node, masked(scores, by: .constant(array.mapped { $0 == 0 ? 1 : 0 })))
        case ("Where", let condition?, .scores(let scores)?):
            guard let other = constant(node.inputs.last), other.scalars.allSatisfy({ $0 <= -1e4 }) else {
                throw Unsupported(text: "Where on the scores of attention that is no mask")
            }
            try set(node, masked(scores, by: condition))
        case ("Softmax", .scores(let scores)?, _):
            let axis = node.attributes["axis"]?.int ?? -1
            guard axis == -1 || axis == scores.query.axes.count - 1 else {
                throw Unsupported(text: "Softmax of attention along axis \(axis)")
            }
            set(node, .weights(scores))
        case ("Mul", .weights(let weights)?, let visible?):
            // What is not seen has no weight already.
            guard case .scores(let same) = try masked(weights, by: visible), same.mask == weights.mask else {
                throw Unsupported(text: "weights of attention times numbers that are not their mask")
            }
            set(node, .weights(weights))
        case ("Mul", .constant(let array)?, .mask(var mask)?), ("Mul", .mask(var mask)?, .constant(let array)?):
            guard array.isTriangle else { throw Unsupported(text: "a mask times numbers that are none") }
            mask.isCausal = true
            set(node, .mask(mask))
        case ("Reshape", .mask(let mask)?, _), ("Unsqueeze", .mask(let mask)?, _), ("Cast", .mask(let mask)?, _):
            set(node, .mask(mask))
        default: return try tokenMask(node)
        }
        return true
    }

    /// Not(Equal(tokens, 0)).
    private mutating func tokenMask(_ node: ONNXFile.Node) throws -> Bool {
        guard node.kind == "Not", let tokens = Self.paddedTokens(makers[try input(node)], constant) else {
            return false
        }
        set(node, .mask(Mask(tokens: root(tokens))))
        return true
    }

    /// The tokens that a node compares with 0.
    static func paddedTokens(_ node: ONNXFile.Node?, _ constant: (String?) -> ONNXFile.Array?) -> String? {
        guard let node, node.kind == "Equal", node.inputs.count == 2, constant(node.inputs[1])?.scalars == [0] else {
            return nil
        }
        return node.inputs[0]
    }

    private func masked(_ scores: Scores, by visible: Value) throws -> Value {
        var scores = scores
        switch visible {
        case .mask(let mask):
            scores.mask.isCausal = scores.mask.isCausal || mask.isCausal
            scores.mask.tokens = mask.tokens ?? scores.mask.tokens
        case .constant(let array):
            if array.scalars.allSatisfy({ $0 == 1 }) { break }
            guard array.isTriangle, Array(array.shape.suffix(2)) == scores.lengths else {
                throw Unsupported(text: "a mask of attention of shape \(array.shape) that is no triangle")
            }
            scores.mask.isCausal = true
        default: throw Unsupported(text: "a mask of attention that is computed")
        }
        return .scores(scores)
    }

    private mutating func scores(_ node: ONNXFile.Node) throws {
        let (left, right) = (try view(input(node)), try view(input(node, 1)))
        let count = left.axes.count
        guard count >= 3, count == right.axes.count, Self.isSame(left.axes.dropLast(2), right.axes.dropLast(2)),
            View.size(left.axes[count - 1]) == View.size(right.axes[count - 2]),
            left.axes.dropLast(2).joined().contains(.batch)
        else { throw Unsupported(text: "MatMul of two values of the network that is no attention") }
        var key = right
        key.axes.swapAt(count - 2, count - 1)
        let scale = left.scale * right.scale
        var query = left
        (query.scale, key.scale) = (1, 1)
        set(node, .scores(Scores(query: query, key: key, scale: scale)))
    }

    private static func isSame(_ one: ArraySlice<[Atom]>, _ other: ArraySlice<[Atom]>) -> Bool {
        zip(one, other).allSatisfy { View.size($0) == View.size($1) && $0.contains(.batch) == $1.contains(.batch) }
    }

    private mutating func mixed(_ node: ONNXFile.Node, _ weights: Scores, _ values: View) throws {
        let count = values.axes.count
        guard count == weights.key.axes.count, Self.isSame(values.axes.dropLast(2), weights.key.axes.dropLast(2)),
            View.size(values.axes[count - 2]) == weights.lengths[1]
        else { throw Unsupported(text: "weights of attention that do not fit the values") }
        /// `[batch, time, heads · width]`
        func joined(_ view: View) throws -> View {
            var view = view
            let heads = view.axes.dropLast(2).flatMap { $0 }.filter { $0 != .batch }
            view.axes = [[.batch], view.axes[count - 2], heads + view.axes[count - 1]]
            return try ordered(view)
        }
        let heads = values.axes.dropLast(2).reduce(1) { $0 * View.size($1) }
        let attention = Attention(
            heads: heads, keyWidth: View.size(weights.query.axes[count - 1]),
            valueWidth: View.size(values.axes[count - 1]),
            query: try joined(weights.query), key: try joined(weights.key), value: try joined(values),
            scale: weights.scale, mask: weights.mask)
        let shape = [weights.lengths[0], heads * attention.valueWidth]
        let time = shape[0] == 1 ? [] : [Atom(size: shape[0], stride: shape[1])]
        var stride = shape[1]
        let lead = values.axes.dropLast(2).map { axis in
            axis.map { atom -> Atom in
                guard atom != .batch else { return atom }
                stride /= atom.size
                return Atom(size: atom.size, stride: stride)
            }
        }
        let width = attention.valueWidth == 1 ? [] : [Atom(size: attention.valueWidth, stride: 1)]
        // The node's numbers lie as [time, heads, width].
        set(
            node, View(node: attention.node(), shape: shape, axes: lead + [time, width], origin: .attention(attention)))
    }
}

extension ONNXImporter.Attention {
    /// What projects the results of all heads.
    struct Output {
        let columns: Int
        let kernel: @Sendable () throws -> [Float]
        let bias: (@Sendable () throws -> [Float])?
    }

    /// The layer, with the product behind it where that is one that the layer can have.
    ///
    /// Its output is as wide as the sequence that asks, so that is the condition.
    func node(_ output: Output) -> Node? {
        let asker = projection(query)
        let isProjected = asker?.inputs == output.columns
        guard isProjected || heads * keyWidth == output.columns else { return nil }
        let sources = [isProjected ? asker : nil, projection(key), projection(value)]
        let plain = [query, key, value]
        let hasBias = sources.contains { $0?.bias != nil } || output.bias != nil
        let factor = scale * Float(keyWidth).squareRoot()
        let factors: [Float] = [abs(factor - 1) < 1e-6 ? 1 : factor, 1, 1]
        let widths = plain.map { $0.shape.last ?? 1 }
        let kernels = zip(zip(sources, widths), factors).map { pair, factor in Self.kernel(pair.0, pair.1, factor) }
        let biases = zip(zip(sources, widths), factors).map { pair, factor in Self.bias(pair.0, pair.1, factor) }
        let inputs = zip(sources, plain).map { $0?.input ?? $1.node }
        let inputWidths = zip(sources, widths).map { $0?.inputs ?? $1 }
        let names = sources.map { $0?.inputName }
        let outputShape = [heads * valueWidth, output.columns]
        let layer = MultiHeadAttention(
            numHeads: heads, keyDim: keyWidth, valueDim: valueWidth, bias: hasBias, isCausal: mask.isCausal)
        let isPacked = !names.contains(nil) && Set(names).count == 1
        let tensors: @Sendable () throws -> [Tensor] = {
            var tensors: [Tensor] = []
            if isPacked {
                let columns = try kernels.map { try $0() }
                let scalars = (0..<inputWidths[0]).flatMap { row in
                    zip(columns, widths).flatMap { $0[(row * $1)..<((row + 1) * $1)] }
                }
                tensors.append(try Tensor(shape: [inputWidths[0], widths.reduce(0, +)], scalars: scalars))
                if hasBias { tensors.append(Tensor(try biases.flatMap { try $0() })) }
            } else {
                for index in 0..<3 {
                    tensors.append(try Tensor(shape: [inputWidths[index], widths[index]], scalars: kernels[index]()))
                    if hasBias { tensors.append(Tensor(try biases[index]())) }
                }
            }
            tensors.append(try Tensor(shape: outputShape, scalars: output.kernel()))
            let zeros = [Float](repeating: 0, count: outputShape[1])
            if hasBias { tensors.append(Tensor(try output.bias?() ?? zeros)) }
            return tensors
        }
        let numbered = ONNXImporter.Numbered(layer: layer, isMasked: mask.tokens != nil, tensors: tensors)
        return isPacked ? numbered(inputs[0]) : numbered(inputs)
    }

    /// The layer whose output is the heads' results side by side.
    func node() -> Node {
        let columns = heads * valueWidth
        let identity = Self.kernel(nil, columns, 1)
        if let node = node(Output(columns: columns, kernel: identity, bias: nil)) { return node }
        // Where queries and values are of different widths, only a product behind it can make a layer of it: this one says so when
        // the network is built.
        return MultiHeadAttention(numHeads: heads, keyDim: keyWidth, valueDim: valueWidth)(
            [query.node, key.node, value.node])
    }

    private func projection(_ view: ONNXImporter.View) -> ONNXImporter.Projection? {
        guard case .projection(let projection)? = view.origin, projection.inputShape.count == 2 else { return nil }
        return projection
    }

    private static func kernel(
        _ projection: ONNXImporter.Projection?, _ width: Int, _ factor: Float
    ) -> @Sendable () throws -> [Float] {
        if let projection { return { try projection.kernelPart(factor) } }
        return {
            var identity = [Float](repeating: 0, count: width * width)
            for index in 0..<width { identity[index * width + index] = factor }
            return identity
        }
    }

    private static func bias(
        _ projection: ONNXImporter.Projection?, _ width: Int, _ factor: Float
    ) -> @Sendable () throws -> [Float] {
        { try projection?.biasPart(factor) ?? [Float](repeating: 0, count: width) }
    }
}

extension ONNXFile.Array {
    /// Whether its last two axes are 1 on and below the diagonal and 0 above.
    var isTriangle: Bool {
        guard shape.count >= 2, shape.dropLast(2).allSatisfy({ $0 == 1 }) else { return false }
        let columns = shape[shape.count - 1]
        return scalars.indices.allSatisfy { scalars[$0] == ($0 % columns <= $0 / columns ? 1 : 0) }
    }

    func mapped(_ function: (Float) -> Float) -> ONNXFile.Array {
        ONNXFile.Array(name: name, shape: shape, scalars: scalars.map(function))
    }
}

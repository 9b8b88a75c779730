/// Layers with a shortcut around them: y = x + f(x), or s(x) + f(x) with a layer s that makes the shapes equal
/// (He et al. 2016, eqs. 1 and 2).
///
/// ```swift
/// Residual {
///     Conv2D(16, kernelSize: 3, padding: .same, activation: .relu)
///     Conv2D(16, kernelSize: 3, padding: .same)
/// }
/// Activation(.relu)
/// ```
public struct Residual: Layer {
    public let layers: [any Layer]
    /// s; the input itself when nil.
    public let shortcut: (any Layer)?

    public init(shortcut: (any Layer)? = nil, @LayerBuilder layers: () throws -> [any Layer]) rethrows {
        self.shortcut = shortcut
        self.layers = try layers()
    }

    public var kind: String { "Residual" }
    public var passesMask: Bool { true }

    public var code: String {
        let head = shortcut.map { "Residual(shortcut: \($0.code))" } ?? "Residual"
        return head + " { " + layers.map(\.code).joined(separator: "; ") + " }"
    }

    public func outputShape(for inputShape: [Int]) throws -> [Int] {
        guard !layers.isEmpty else {
            throw EngineError(.invalidArgument, "Residual holds no layers; it needs one or more.")
        }
        let shape = try layers.reduce(inputShape) { shape, layer in
            let next = try layer.outputShape(for: shape)
            try SizeLimits.check(sample: next)
            return next
        }
        let direct = try shortcut?.outputShape(for: inputShape) ?? inputShape
        guard shape == direct else {
            throw EngineError(
                .shapeMismatch,
                """
                Residual's layers give \(batchShapeText(shape)), its shortcut \(batchShapeText(direct)); they are added, so \
                they have to be equal: change the layers, or give a shortcut such as Dense(\(shape.last ?? 1)).
                """)
        }
        return shape
    }

    public func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        parts(for: inputShape).flatMap(\.specifications)
    }

    public func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        var rest = parameters[...]
        var values: [GraphValue] = []
        var value = input
        for (index, part) in parts(for: input.shape).enumerated() {
            let own = Array(rest.prefix(part.specifications.count))
            rest = rest.dropFirst(own.count)
            if index < layers.count {
                value = try graph.output(of: part.layer, inputs: [value], parameters: own)
            } else {
                values.append(try graph.output(of: part.layer, inputs: [input], parameters: own))
            }
        }
        return try graph.add([value] + (values.isEmpty ? [input] : values))
    }

    /// The layers, and the shortcut behind them, with what each holds.
    private func parts(for inputShape: [Int]) -> [(layer: any Layer, specifications: [ParameterSpecification])] {
        var shape = inputShape
        var parts: [(any Layer, [ParameterSpecification])] = []
        for (index, layer) in layers.enumerated() {
            parts.append((layer, layer.parameters(for: shape).map { $0.prefixed("\(index)") }))
            shape = (try? layer.outputShape(for: shape)) ?? shape
        }
        if let shortcut {
            parts.append((shortcut, shortcut.parameters(for: inputShape).map { $0.prefixed("shortcut") }))
        }
        return parts
    }
}

import NeuralEngine

/// Activations and normalisations that are written as several operators.
extension ONNXImporter {
    private typealias Formula = ONNXFormula

    private static func node(_ kind: String, _ inputs: Formula...) -> Formula { .node(kind, inputs) }

    /// The last operator's kind first, so that few are looked at.
    private struct ActivationFormula {
        let formula: ONNXFormula
        let function: @Sendable (ONNXFormula.Match) -> ActivationFunction

        init(_ formula: ONNXFormula, _ function: @escaping @Sendable (ONNXFormula.Match) -> ActivationFunction) {
            (self.formula, self.function) = (formula, function)
        }
    }

    private static let activations: [ActivationFormula] = {
        let half = node("Relu", node("Add", .x, .number(1)))
        let above = node("Cast", node("GreaterOrEqual", .x, .number(0)))
        let isAbove = node("Greater", .x, .constant("threshold"))
        let below = node("Mul", node("Sub", .x, .constant("threshold")), .constant("slope"))
        let sorted = node("TopK", .x)
        let reach = node("Add", node("Mul", sorted, .any), .number(1))
        let isKept = node("Cast", node("Greater", reach, node("CumSum", sorted)))
        let kept = node("Sub", node("ReduceSum", node("Mul", sorted, isKept)), .number(1))
        return [
            ActivationFormula(node("Neg", node("Softplus", node("Neg", .x))), { _ in .logSigmoid }),
            ActivationFormula(node("Sub", .x, node("Tanh", .x)), { _ in .tanhShrink }),
            ActivationFormula(
                node(
                    "Mul", node("Add", .x, node("Sqrt", node("Add", node("Mul", .x, .x), .constant("b")))), .number(0.5)
                ),
                { .squareplus(b: $0.number("b")) }
            ),
            ActivationFormula(
                node(
                    "Where", node("GreaterOrEqual", .x, .number(1)), .x,
                    node("Mul", node("Mul", half, half), .number(0.25))),
                { _ in .sparsePlus }
            ),
            ActivationFormula(
                node("Clip", node("Mul", node("Add", .x, .number(1)), .number(0.5)), .number(0), .number(1)),
                { _ in .sparseSigmoid }
            ),
            ActivationFormula(above, { _ in .step }),
            ActivationFormula(node("Sub", node("Mul", above, .number(2)), .number(1)), { _ in .sign }),
            ActivationFormula(
                node("Where", isAbove, node("Min", .x, .constant("most")), below),
                {
                    .relu(
                        negativeSlope: $0.number("slope"), maxValue: $0.number("most"),
                        threshold: $0.number("threshold"))
                }
            ),
            ActivationFormula(
                node("Where", isAbove, .x, below),
                { .relu(negativeSlope: $0.number("slope"), threshold: $0.number("threshold")) }
            ),
            ActivationFormula(
                node("Where", isAbove, .x, .constant("other")),
                { .threshold($0.number("threshold"), defaultValue: $0.number("other")) }
            ),
            ActivationFormula(
                node("Relu", node("Sub", .x, node("Div", kept, node("ReduceSum", isKept)))), { _ in .sparsemax }),
        ]
    }()

    /// Reads a node that ends one of the formulas; false for others.
    mutating func formula(_ node: ONNXFile.Node) throws -> Bool {
        for entry in Self.activations {
            guard case .node(node.kind, _) = entry.formula, let match = match(node, entry.formula), let x = match.x,
                var view = try? self.view(x), match.constants.values.allSatisfy({ $0.scalars.count == 1 })
            else { continue }
            let function = entry.function(match)
            if function == .sparsemax { view = try rows(x) } else if view.scale != 1 { view = try view.canonical() }
            view.node = Activation(function)(view.node)
            view.origin = nil
            set(node, view)
            return true
        }
        return try gated(node) || rootMeanSquare(node) || groups(node)
            || instances(node) || maskedMean(node)
    }

    /// The two halves of the last axis, one the other's gate.
    private mutating func gated(_ node: ONNXFile.Node) throws -> Bool {
        guard node.kind == "Mul", node.inputs.count == 2, let gate = makers[node.inputs[1]], gate.kind == "Sigmoid",
            let split = makers[node.inputs[0]], split.kind == "Split", split.outputs.count == 2,
            split.outputs == [node.inputs[0], gate.inputs[0]]
        else { return false }
        let view = try rows(input(split))
        let axis = split.attributes["axis"]?.int ?? 0
        guard axis == -1 || axis == view.axes.count - 1, let columns = view.shape.last, columns.isMultiple(of: 2),
            let halves = [try self.view(node.inputs[0])].first,
            View.size(halves.axes[halves.axes.count - 1]) == columns / 2
        else { return false }
        set(node, view.replaced(Activation(.glu)(view.node), columns: columns / 2))
        return true
    }

    private static let meanSquares: [Formula] = [
        node("ReduceMean", node("Mul", .x, .x)), node("ReduceMean", node("Pow", .x, .number(2))),
    ]

    /// x / √(mean(x²) + ε) · γ
    private mutating func rootMeanSquare(_ node: ONNXFile.Node) throws -> Bool {
        guard node.kind == "Mul" else { return false }
        for square in Self.meanSquares {
            let root = Self.node("Sqrt", Self.node("Add", square, .constant("epsilon")))
            for quotient in [
                Self.node("Div", .x, root), Self.node("Mul", .x, Self.node("Reciprocal", root)),
            ] {
                guard let match = match(node, Self.node("Mul", quotient, .constant("gamma"))), let x = match.x,
                    let gamma = match.constants["gamma"], let mean = match.nodes["ReduceMean"]
                else { continue }
                let view = try rows(x)
                let axes = mean.attributes["axes"]?.ints ?? constantIntegers(mean, 1) ?? []
                guard axes == [-1] || axes == [view.axes.count - 1], gamma.scalars.count == view.shape.last else {
                    continue
                }
                let layer = RMSNormalization(epsilon: Self.short(match.number("epsilon")))
                let result = Numbered(layer: layer) { [Tensor(gamma.scalars)] }(view.node)
                set(node, view.replaced(result, columns: gamma.scalars.count))
                return true
            }
        }
        return false
    }

    /// Groups of the last axis brought to mean 0 and variance 1 over a whole sample, with γ and β where they follow.
    private mutating func groups(_ node: ONNXFile.Node) throws -> Bool {
        let parts = Self.node("Reshape", .x, .constant("parts"))
        let centred = Self.node("Sub", parts, Self.node("ReduceMean", parts))
        let variance = Self.node("ReduceMean", Self.node("Mul", centred, centred))
        let root = Self.node("Sqrt", Self.node("Add", variance, .constant("epsilon")))
        let plain = Self.node("Reshape", Self.node("Div", centred, root), .any)
        let scaled = Self.node("Mul", plain, .constant("gamma"))
        let forms = [
            Self.node("Add", scaled, .constant("beta")), Self.node("Add", plain, .constant("beta")), scaled, plain,
        ]
        for form in forms {
            guard case .node(node.kind, _) = form, let match = match(node, form), let x = match.x,
                let shape = match.constants["parts"]?.integers, shape.count == 4,
                shape[2...].allSatisfy({ (1...(1 << 30)).contains($0) }),
                let mean = match.nodes["ReduceMean"],
                (mean.attributes["axes"]?.ints ?? constantIntegers(mean, 1)) == [1, 3]
            else { continue }
            let place = try self.plain(x)
            let columns = place.shape.last ?? 1
            let (gamma, beta) = (match.constants["gamma"]?.scalars, match.constants["beta"]?.scalars)
            guard shape[2] * shape[3] == columns, gamma?.count ?? columns == columns, beta?.count ?? columns == columns
            else { continue }
            let layer = GroupNormalization(
                groups: shape[2], epsilon: Self.short(match.number("epsilon")), center: beta != nil, scale: gamma != nil
            )
            let tensors = [gamma, beta].compactMap { $0.map { Tensor($0) } }
            set(node, Place(node: Numbered(layer: layer) { tensors }(place.node), shape: place.shape))
            return true
        }
        return false
    }

    /// As PyTorch writes groups: each one a channel of its own for a moment.
    private mutating func instances(_ node: ONNXFile.Node) throws -> Bool {
        let inner = Self.node(
            "InstanceNormalization", Self.node("Reshape", .x, .any), .constant("ones"), .constant("zeros"))
        let scaled = Self.node("Mul", Self.node("Reshape", inner, .any), .constant("gamma"))
        guard node.kind == "Add", let match = match(node, Self.node("Add", scaled, .constant("beta"))), let x = match.x,
            let ones = match.constants["ones"]?.scalars, ones.allSatisfy({ $0 == 1 }),
            match.constants["zeros"]?.scalars.allSatisfy({ $0 == 0 }) == true, let gamma = match.constants["gamma"],
            let beta = match.constants["beta"]
        else { return false }
        let epsilon = match.nodes["InstanceNormalization"]?.attributes["epsilon"]?.float ?? 1e-5
        try normalizeGroups(node, x, groups: ones.count, epsilon, gamma, beta)
        return true
    }

    /// Channels in groups, with a scale and a shift for each channel.
    mutating func normalizeGroups(
        _ node: ONNXFile.Node, _ x: String, groups: Int, _ epsilon: Float, _ gamma: ONNXFile.Array,
        _ beta: ONNXFile.Array
    ) throws {
        let place = try channelsLast(x)
        let channels = place.shape[0]
        guard groups >= 1, channels.isMultiple(of: groups) else {
            throw Unsupported(text: "\(groups) groups of \(channels) channels")
        }
        let tensors = [try tensor(gamma, shape: [channels]), try tensor(beta, shape: [channels])]
        let layer = GroupNormalization(groups: groups, epsilon: Self.short(epsilon))
        set(node, placed(layer, tensors, behind: place, shape: place.shape, isChannelsLast: true))
    }

    /// Σ mask · x / max(Σ mask, 1) over the steps.
    private mutating func maskedMean(_ node: ONNXFile.Node) throws -> Bool {
        let mask = Formula.named("mask")
        let sum = Self.node("ReduceSum", Self.node("Mul", .x, Self.node("Unsqueeze", mask)))
        let count = Self.node("Max", Self.node("ReduceSum", mask), .number(1))
        guard node.kind == "Div", let match = match(node, Self.node("Div", sum, count)), let x = match.x,
            case .mask(let known)? = values[match.names["mask"] ?? ""], known.tokens != nil, !known.isCausal
        else { return false }
        let place = try plain(x)
        guard place.shape.count == 2 else { return false }
        let layer = Numbered(layer: GlobalAveragePooling1D(), isMasked: true) { [] }
        set(node, Place(node: layer(place.node), shape: [place.shape[1]]))
        return true
    }

    /// The shortest decimal form of a number, as a layer's code shows it.
    static func short(_ number: Float) -> Double { Double(number.description) ?? Double(number) }

    /// The mean or the largest over the steps of a sequence, or the places of a picture.
    mutating func reduced(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let source = try place(name)
        let rank = source.shape.count + 1
        let given = node.attributes["axes"]?.ints ?? constantIntegers(node, 1) ?? []
        let axes = given.map { $0 < 0 ? $0 + rank : $0 }.sorted()
        let isMean = node.kind == "ReduceMean"
        let place: Place
        switch (rank, axes) {
        case (3, [1]): place = try plain(name)
        case (3, [2]), (4, [2, 3]): place = try channelsLast(name)
        case (4, [1, 2]): place = try plain(name)
        default: throw Unsupported(text: "the axes \(given) of \(source.shape)")
        }
        let channels = place.isChannelsLast ? place.shape[0] : place.shape[place.shape.count - 1]
        let layer: any Layer =
            switch (rank, isMean) {
            case (3, true): GlobalAveragePooling1D()
            case (3, false): GlobalMaxPooling1D()
            case (_, true): GlobalAveragePooling2D()
            default: GlobalMaxPooling2D()
            }
        var view = View(Place(node: layer(place.node), shape: [channels]))
        if (node.attributes["keepdims"]?.int ?? 1) == 1 {
            for axis in axes { view.axes.insert([], at: axis) }
        }
        set(node, view)
    }

    /// A sample so many times.
    mutating func tile(_ node: ONNXFile.Node) throws {
        let view = try view(input(node))
        guard let repeats = constantIntegers(node, 1), view.axes.count == 3, view.axes[0] == [.batch],
            view.axes[1].isEmpty,
            repeats.count == 3, repeats[0] == 1, repeats[2] == 1, (1...(1 << 20)).contains(repeats[1])
        else { throw Unsupported(text: "copies of anything but one step") }
        var row = view
        row.axes.remove(at: 1)
        let columns = View.size(view.axes[2])
        set(node, Place(node: RepeatVector(repeats[1])(try ordered(row).node), shape: [repeats[1], columns]))
    }
}

/// The layers of a network and how they are connected: what a ``Model`` is made by.
struct LayerGraph: Sendable {
    /// Where a layer's input comes from.
    enum Source: Sendable, Equatable {
        /// The network's `index`-th input.
        case input(Int)
        /// The result of the `index`-th use of a layer.
        case use(Int)
    }

    /// One use of a layer; shared layers have several.
    struct Use: Sendable {
        /// The layer's place in ``LayerGraph/layers``.
        let layer: Int
        /// The place of the layer whose first parameter it uses behind its own; nil for most.
        let lender: Int?
        let inputs: [Source]
        /// A sample's shape behind it.
        let shape: [Int]
    }

    let inputShapes: [[Int]]
    let inputNames: [String?]
    private(set) var layers: [any Layer] = []
    private(set) var uses: [Use] = []
    private(set) var outputs: [Source] = []
    /// What each layer holds.
    private(set) var specifications: [[ParameterSpecification]] = []
    /// The places of shared layers.
    private var shared: [ObjectIdentifier: Int] = [:]

    /// A chain of layers.
    ///
    /// - Throws: ``EngineError`` naming the layer that cannot take what the one before it gives.
    init(inputShape: [Int], layers: [any Layer], model: String) throws {
        guard !layers.isEmpty else {
            throw EngineError(.invalidArgument, "Network \"\(model)\" has no layers; it needs one or more.")
        }
        try Self.check(inputShape)
        inputShapes = [inputShape]
        inputNames = [nil]
        var source = Source.input(0)
        for layer in layers { source = try add(layer, inputs: [source], model: model) }
        outputs = [source]
    }

    /// The layers between inputs and outputs.
    ///
    /// - Throws: ``EngineError`` naming the layer that cannot take what it is given; when an input that is used is missing in
    ///   the list, or one of the list is not used.
    init(inputs: [Node], outputs: [Node], model: String) throws {
        guard !inputs.isEmpty, !outputs.isEmpty else {
            throw EngineError(
                .invalidArgument, "Network \"\(model)\" needs one input or more and one output or more.")
        }
        var shapes: [[Int]] = []
        var names: [String?] = []
        var known: [Int: Source] = [:]
        for (index, node) in inputs.enumerated() {
            guard case .input(let shape, let name) = node.source else {
                throw EngineError(
                    .invalidArgument,
                    "Input \(index) of \"\(model)\" is a layer's result; inputs are made with Input(shape: […]).")
            }
            guard known[node.id] == nil else {
                throw EngineError(.invalidArgument, "Input \(index) of \"\(model)\" was given twice.")
            }
            try Self.check(shape)
            shapes.append(shape)
            names.append(name)
            known[node.id] = .input(index)
        }
        inputShapes = shapes
        inputNames = names
        for output in outputs { try visit(output, known: &known, model: model) }
        self.outputs = outputs.compactMap { known[$0.id] }
        let used = Set(uses.flatMap(\.inputs).compactMap { if case .input(let index) = $0 { index } else { nil } })
        if let unused = shapes.indices.first(where: { !used.contains($0) }) {
            throw EngineError(
                .invalidArgument,
                "Input \(unused) of \"\(model)\" (\(batchShapeText(shapes[unused]))) leads to none of its outputs.")
        }
    }

    func shape(of source: Source) -> [Int] {
        switch source {
        case .input(let index): inputShapes[index]
        case .use(let index): uses[index].shape
        }
    }

    /// Adds the layers that lead to a node, without recursion: a network may be thousands of layers deep.
    private mutating func visit(_ node: Node, known: inout [Int: Source], model: String) throws {
        var pending = [node]
        while let node = pending.last {
            guard known[node.id] == nil else {
                pending.removeLast()
                continue
            }
            guard case .layer(let layer, let inputs) = node.source else {
                throw EngineError(
                    .invalidArgument,
                    "An input of the layers of \"\(model)\" is not among those that were given as its inputs.")
            }
            let missing = inputs.filter { known[$0.id] == nil }
            if missing.isEmpty {
                known[node.id] = try add(layer, inputs: inputs.compactMap { known[$0.id] }, model: model)
                pending.removeLast()
            } else {
                pending.append(contentsOf: missing.reversed())
            }
        }
    }

    /// Adds a use of a layer, and the layer where it is not there already.
    private mutating func add(_ layer: any Layer, inputs: [Source], model: String) throws -> Source {
        let shapes = inputs.map(shape)
        let identity = layer.sharedIdentity
        let place = identity.flatMap { shared[$0] }
        do {
            var layer = layer
            var lender: Int?
            if let head = layer as? ReversedEmbedding { (layer, lender) = try tied(head) }
            let next = try layer.outputShape(forInputs: shapes)
            try SizeLimits.check(sample: next)
            let wanted = layer.parameters(forInputs: shapes)
            for specification in wanted {
                try SizeLimits.check(weights: specification.shape, name: specification.name)
                try specification.initializer.validate(specification)
                try specification.regularizer?.validate()
                try specification.constraint?.validate()
            }
            if let place {
                guard specifications[place].map(\.shape) == wanted.map(\.shape) else {
                    throw EngineError(
                        .shapeMismatch,
                        "it is shared, but its inputs differ: \(shapes.map(batchShapeText).joined(separator: ", ")).")
                }
            } else {
                layers.append(layer)
                specifications.append(wanted)
            }
            let use = Use(layer: place ?? layers.count - 1, lender: lender, inputs: inputs, shape: next)
            uses.append(use)
            if let identity { shared[identity] = use.layer }
            return .use(uses.count - 1)
        } catch let error as EngineError {
            let index = place ?? layers.count
            throw EngineError(error.code, "Layer \(index) (\(layer.kind)) of \"\(model)\": \(error.message)")
        }
    }

    /// A head that uses an embedding's table, told of it, and that embedding's place.
    private func tied(_ head: ReversedEmbedding) throws -> (ReversedEmbedding, lender: Int) {
        let tables = layers.indices.filter { layers[$0].unwrapped is any TableLayer }
        let place: Int
        if let embedding = head.embedding {
            guard let known = shared[ObjectIdentifier(embedding)], tables.contains(known) else {
                throw EngineError(
                    .invalidArgument,
                    "\(embedding.code) is no embedding that stands in this network before it, so it has no table to use."
                )
            }
            place = known
        } else {
            guard tables.count == 1 else {
                throw EngineError(
                    .invalidArgument,
                    tables.isEmpty
                        ? "no embedding stands before it, whose table it could use."
                        : """
                        \(tables.count) embeddings stand before it: put the one whose table it shall use into a constant, \
                        let tokens = Shared(…), and name that: ReversedEmbedding(of: tokens).
                        """)
            }
            place = tables[0]
        }
        return (head.tied(to: specifications[place][0].shape), place)
    }

    private static func check(_ shape: [Int]) throws {
        guard !shape.isEmpty, shape.allSatisfy({ $0 >= 1 }) else {
            throw EngineError(
                .invalidArgument,
                "\(shapeText(shape)) is no sample's shape: expected one or more lengths from 1, such as [2] or [8, 8].")
        }
        try SizeLimits.check(sample: shape)
    }
}

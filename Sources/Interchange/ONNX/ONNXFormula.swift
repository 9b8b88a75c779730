/// A small tree of operators that stands for one layer, as exporters write what has no operator of its own.
indirect enum ONNXFormula {
    /// The layer's input.
    case x
    /// Anything.
    case any
    /// Any name, which is kept.
    case named(String)
    /// One number of the file.
    case number(Float)
    /// One number or an array of the file, which is kept.
    case constant(String)
    case node(String, [ONNXFormula])

    /// What a formula stands for in a graph.
    struct Match {
        var x: String?
        var names: [String: String] = [:]
        var constants: [String: ONNXFile.Array] = [:]
        /// Nodes within, by their kind.
        var nodes: [String: ONNXFile.Node] = [:]

        func number(_ name: String) -> Float { constants[name]?.scalars.first ?? 0 }
    }
}

extension ONNXImporter {
    /// Compares the nodes that make a value with a formula; sums and products in either order.
    func match(_ name: String, _ formula: ONNXFormula) -> ONNXFormula.Match? {
        var match = ONNXFormula.Match()
        return fits(name, formula, &match) ? match : nil
    }

    func match(_ node: ONNXFile.Node, _ formula: ONNXFormula) -> ONNXFormula.Match? {
        node.outputs.first.flatMap { match($0, formula) }
    }

    private func fits(_ name: String, _ formula: ONNXFormula, _ match: inout ONNXFormula.Match) -> Bool {
        switch formula {
        case .any: return true
        case .x:
            if let x = match.x { return x == name }
            match.x = name
            return true
        case .named(let key):
            if let other = match.names[key] { return other == name }
            match.names[key] = name
            return true
        case .number(let number): return constant(name)?.scalars == [number]
        case .constant(let key):
            guard let array = constant(name) else { return false }
            match.constants[key] = array
            return true
        case .node(let kind, let inputs):
            guard let maker = makers[name], maker.kind == kind, maker.inputs.count >= inputs.count else { return false }
            let isEven = inputs.count == 2 && ["Add", "Mul", "Max", "Min"].contains(kind)
            for order in isEven ? [[0, 1], [1, 0]] : [Array(inputs.indices)] {
                var attempt = match
                attempt.nodes[kind] = maker
                if zip(order, inputs).allSatisfy({ fits(maker.inputs[$0], $1, &attempt) }) {
                    match = attempt
                    return true
                }
            }
            return false
        }
    }
}

extension Model {
    /// How the layers are connected, for files.
    package struct Connection: Equatable {
        /// The layer's place in ``Model/layers``.
        package let layer: Int
        /// The embedding whose table it uses, if it does.
        package let lender: Int?
        /// Where its inputs come from: −1 − k for the network's k-th input, else the place of a connection before it.
        package let inputs: [Int]
    }

    package var connections: [Connection] {
        structure.uses.map { Connection(layer: $0.layer, lender: $0.lender, inputs: $0.inputs.map(Self.number)) }
    }

    /// Where the outputs come from, as ``Connection/inputs``.
    package var outputSources: [Int] { structure.outputs.map(Self.number) }

    package var inputNames: [String?] { structure.inputNames }

    private static func number(_ source: LayerGraph.Source) -> Int {
        switch source {
        case .input(let index): -1 - index
        case .use(let index): index
        }
    }
}

extension Model {
    /// How many numbers a chain of layers would hold, found without memory for them.
    package static func parameterCount(inputShape: [Int], layers: [any Layer]) throws -> Int {
        count(try LayerGraph(inputShape: inputShape, layers: layers, model: "network"))
    }

    /// As the other, for a graph of layers.
    package static func parameterCount(inputs: [Node], outputs: [Node]) throws -> Int {
        count(try LayerGraph(inputs: inputs, outputs: outputs, model: "network"))
    }

    private static func count(_ structure: LayerGraph) -> Int {
        structure.specifications.reduce(0) { $0 + $1.reduce(0) { $0 + $1.shape.reduce(1, *) } }
    }
}

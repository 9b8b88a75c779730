import NeuralEngine

/// One block of a network's diagram: an input, or a use of a layer.
struct LayerBlock {
    /// `Conv2D`, or the input's name.
    var heading: String
    /// A sample's shape behind it.
    var shape: [Int]
    /// Its activation, where it has one of its own.
    var activation: String?
    var parameters: Int
    /// The blocks that it takes its inputs from.
    var sources: [Int]
    /// How many blocks stand before it on the longest way from an input.
    var column = 0
    /// The height of its middle, in rows; 0 is the middle of the picture.
    var row = 0.0

    /// How many numbers it hands on for a sample.
    var size: Int { max(shape.reduce(1, *), 1) }

    /// The inputs, then every use of a layer in the network's order, each placed behind all that it is made from.
    static func blocks(of model: Model) -> [LayerBlock] {
        var blocks = model.inputShapes.indices.map { index in
            LayerBlock(
                heading: model.inputShapes.count == 1 ? "input" : "input \(index + 1)", shape: model.inputShapes[index],
                activation: nil, parameters: 0, sources: [])
        }
        let inputs = blocks.count
        for row in model.summaryRows {
            let layer = model.layers[row.layer]
            let sources = row.sources.map { source in
                switch source {
                case .input(let place): place
                case .row(let place): inputs + place
                }
            }
            var block = LayerBlock(
                heading: layer.kind, shape: row.shape, activation: activation(in: layer.code),
                parameters: row.parameters, sources: sources)
            block.column = (sources.map { blocks[$0].column }.max() ?? 0) + 1
            blocks.append(block)
        }
        for column in Set(blocks.map(\.column)) {
            let members = blocks.indices.filter { blocks[$0].column == column }
            for (place, index) in members.enumerated() {
                blocks[index].row = Double(members.count - 1) / 2 - Double(place)
            }
        }
        return blocks
    }

    /// `relu` of `Conv2D(8, kernelSize: 3, activation: .relu)`: a layer's code says it for every kind of layer alike.
    private static func activation(in code: String) -> String? {
        for start in ["activation: .", "Activation(."] {
            guard let found = code.firstRange(of: start) else { continue }
            let name = String(code[found.upperBound...].prefix { $0.isLetter || $0.isNumber })
            return name == "identity" ? nil : name
        }
        return nil
    }
}

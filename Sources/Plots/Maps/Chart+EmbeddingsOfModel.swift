public import Charts
public import NeuralEngine

extension Chart {
    /// The table of a network's embedding as points of a plane, each with its number.
    ///
    /// - Parameters:
    ///   - layer: The layer's place, from 0; nothing: the first embedding, or the first layer with a matrix of weights.
    ///   - names: One for each row of the table; nothing: their numbers.
    /// - Throws: ``PlotError`` when there is no such layer, or its vectors have fewer than two numbers.
    public static func embeddings(
        of model: Model, layer: Int? = nil, names: [String]? = nil, theme: Theme = .light
    ) throws -> Chart {
        let tables = model.parameters.filter { $0.value.rank == 2 }
        let chosen =
            layer.map { place in tables.first { $0.layer == place } }
            ?? tables.first { $0.layerKind == "Embedding" } ?? tables.first
        guard let chosen else {
            throw PlotError(
                layer.map { "Layer \($0) of \(model.name) has no table of vectors." }
                    ?? "\(model.name) has no layer with a table of vectors, such as an embedding.")
        }
        let count = chosen.value.shape[0]
        return try embeddings(
            chosen.value, names: names ?? (count <= 200 ? (0..<count).map(String.init) : nil),
            title: "\(chosen.layerKind) \(chosen.layer) of \(model.name)", theme: theme)
    }
}

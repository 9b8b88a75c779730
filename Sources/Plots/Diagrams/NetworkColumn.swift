import NeuralEngine

/// One column of units in a network diagram.
struct NetworkColumn {
    var units: Int
    var heading: String
    var detail: String
    /// From the column before: `[inputs, units]`; nil for the inputs.
    var kernel: Tensor?

    /// Units that are drawn: all, or those before and after an ellipsis.
    func shown(limit: Int) -> [Int] {
        guard units > limit else { return Array(0..<units) }
        let head = (limit + 1) / 2
        return Array(0..<head) + Array((units - (limit - head))..<units)
    }

    /// The input and every layer that has weights between two columns of units; what only reshapes or activates is named in
    /// the column before it. Nil where a layer does not connect every unit with every unit, or none does.
    static func columns(of model: Model) -> [NetworkColumn]? {
        guard model is Sequential else { return nil }
        let inputs = model.inputShape.reduce(1, *)
        let shape = model.inputShape.count > 1 ? model.inputShape.map(String.init).joined(separator: "×") : "\(inputs)"
        var columns = [NetworkColumn(units: inputs, heading: "input", detail: shape, kernel: nil)]
        for (index, layer) in model.layers.enumerated() {
            let kernel = model.parameters.first { $0.layer == index && $0.value.rank == 2 }?.value
            if let dense = layer as? Dense, let kernel, kernel.shape[0] == columns[columns.count - 1].units {
                let function = dense.activation
                columns.append(
                    NetworkColumn(
                        units: kernel.shape[1], heading: "hidden \(columns.count)",
                        detail: function == .identity ? "no activation" : function.name, kernel: kernel))
            } else if let activation = layer as? Activation {
                columns[columns.count - 1].detail = activation.function.name
            } else if layer is Dropout {
                columns[columns.count - 1].detail += " · dropout"
            } else if !(layer is Flatten) {
                return nil
            }
        }
        guard columns.count > 1 else { return nil }
        columns[columns.count - 1].heading = "output"
        for index in columns.indices.dropFirst() {
            columns[index].detail = "\(columns[index].units) · \(columns[index].detail)"
        }
        return columns
    }
}

import CKernels

/// A data set in the form that a plan takes: rows of features, of targets and of weights, checked against network and losses.
struct PreparedData {
    let name: String
    let count: Int
    let classNames: [String]?
    let features: [PreparedRows]
    let targets: [PreparedTargets]
    /// What rows count for in each output's loss; nil when all count 1.
    private(set) var weights: [PreparedRows?]
    private let targetRows: [PreparedRows]

    /// - Throws: ``EngineError`` naming network and data set, and both shapes or the row.
    init(_ data: Dataset, model: Model, losses: [Loss], weighting: Weighting = Weighting()) throws {
        name = data.name
        count = data.count
        classNames = data.classNames
        features = try Self.features(data, model: model)
        try model.graph(isTraining: false).checkIndices(features.map(\.scalars), model: model.name)
        let shapes = model.finalShapes
        guard data.outputs.count == shapes.count else {
            throw EngineError(
                .shapeMismatch,
                """
                Network "\(model.name)" has \(shapes.count) outputs, but data set "\(data.name)" has targets for \
                \(data.outputs.count).
                """)
        }
        guard losses.count == shapes.count else {
            throw EngineError(
                .invalidArgument,
                "Network \"\(model.name)\" has \(shapes.count) outputs, but \(losses.count) losses were given.")
        }
        let targets = try losses.indices.map { index in
            let outputs = index == 0 ? data : try data.withTargets(data.outputs[index])
            let name = "network \"\(model.name)\"" + (shapes.count > 1 ? ", output \(index)," : "")
            return try losses[index].targets(of: outputs, outputShape: shapes[index], model: name)
        }
        self.targets = targets
        targetRows = targets.map { PreparedRows(scalars: $0.scalars, width: $0.width) }
        weights = try losses.indices.map { index in
            try weighting.rows(
                targets[index], loss: losses[index], outputShape: shapes[index], count: data.count, data: data.name,
                outputs: shapes.count)
        }
    }

    private static func features(_ data: Dataset, model: Model) throws -> [PreparedRows] {
        let inputs = data.inputs
        guard inputs.count == model.inputShapes.count else {
            throw EngineError(
                .shapeMismatch,
                """
                Network "\(model.name)" takes \(model.inputShapes.count) inputs, but data set "\(data.name)" has \
                \(inputs.count).
                """)
        }
        return try zip(inputs, model.inputShapes).enumerated().map { index, pair in
            let (tensor, shape) = pair
            guard Array(tensor.shape.dropFirst()) == shape else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    Network "\(model.name)" takes \(inputs.count > 1 ? "as input \(index) " : "")input of shape \
                    \(batchShapeText(shape)), but the features of data set "\(data.name)" have shape \
                    \(shapeText(tensor.shape)).
                    """)
            }
            return PreparedRows(scalars: tensor.scalars, width: shape.reduce(1, *))
        }
    }

    /// Copies rows into a plan's inputs, targets and weights, in a given order or as they stand.
    func load(_ plan: Plan, rows: Range<Int>, order: UnsafePointer<Int>?) {
        for index in features.indices { features[index].load(plan.inputs[index], rows: rows, order: order) }
        for index in plan.targets.indices { targetRows[index].load(plan.targets[index], rows: rows, order: order) }
        for index in plan.weights.indices {
            if let place = plan.weights[index] { weights[index]?.load(place, rows: rows, order: order) }
        }
    }
}

/// One array of a data set, a row for each example.
struct PreparedRows {
    let scalars: [Float]
    let width: Int

    func load(_ target: UnsafeMutablePointer<Float>, rows: Range<Int>, order: UnsafePointer<Int>?) {
        scalars.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            if let order {
                ck_gather_rows(target, base, order + rows.lowerBound, rows.count, width)
            } else {
                target.update(from: base + rows.lowerBound * width, count: rows.count * width)
            }
        }
    }
}

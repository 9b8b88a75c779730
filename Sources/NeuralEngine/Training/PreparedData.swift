import CKernels

/// A data set in the form that a plan takes: rows of features and rows of targets, checked against network and loss.
struct PreparedData {
    let name: String
    let count: Int
    let features: [Float]
    let targets: [Float]
    let featureWidth: Int
    let targetWidth: Int

    /// - Throws: ``EngineError`` naming network and data set, and both shapes or the row.
    init(_ data: Dataset, model: Sequential, loss: Loss) throws {
        guard data.featureShape == model.inputShape else {
            throw EngineError(
                .shapeMismatch,
                """
                Network "\(model.name)" takes input of shape \(batchShapeText(model.inputShape)), but the features of data \
                set "\(data.name)" have shape \(shapeText(data.features.shape)).
                """)
        }
        name = data.name
        count = data.count
        features = data.features.scalars
        targets = try loss.targets(of: data, outputShape: model.outputShape, model: "network \"\(model.name)\"")
        featureWidth = model.inputShape.reduce(1, *)
        targetWidth = model.outputShape.reduce(1, *)
    }

    /// Copies rows into a plan's input and target, in a given order or as they stand.
    func load(_ plan: Plan, rows: Range<Int>, order: UnsafePointer<Int>?) {
        features.withUnsafeBufferPointer { source in
            Self.load(plan.input, from: source, width: featureWidth, rows: rows, order: order)
        }
        if let target = plan.target {
            targets.withUnsafeBufferPointer { source in
                Self.load(target, from: source, width: targetWidth, rows: rows, order: order)
            }
        }
    }

    private static func load(
        _ target: UnsafeMutablePointer<Float>, from source: UnsafeBufferPointer<Float>, width: Int, rows: Range<Int>,
        order: UnsafePointer<Int>?
    ) {
        guard let base = source.baseAddress else { return }
        if let order {
            ck_gather_rows(target, base, order + rows.lowerBound, rows.count, width)
        } else {
            target.update(from: base + rows.lowerBound * width, count: rows.count * width)
        }
    }
}

import Charts
import NeuralEngine

/// What a model decides at every place of a plane.
struct DecisionField {
    /// For each class, by how much it leads before the best other class (below zero: by how much it trails), scaled so
    /// that 1 is certain.
    let margins: [ScalarGrid]
    /// The model says only which class, not how surely.
    let isDiscrete: Bool

    /// - Parameter threshold: Where a single output changes from the first class to the second; nil: found out.
    /// - Throws: ``PlotError`` when the outputs are no decision; what the model throws.
    init(
        _ model: any Predictor, _ plane: FeaturePlane, x: ClosedRange<Double>, y: ClosedRange<Double>,
        columns: Int, rows: Int, threshold: Double?
    ) throws {
        let inputs = try Self.inputs(plane, x, y, columns, rows)
        // The sum itself says where the line is; its sign would only say on which side a place lies.
        let perceptron = model as? any LinearClassifier
        let answers = try perceptron?.decision(inputs) ?? model.predict(inputs)
        let count = columns * rows
        guard answers.count.isMultiple(of: count), answers.count >= count else {
            throw PlotError(
                "The model gave \(answers.count) numbers for \(count) examples; a decision needs some for each.")
        }
        let width = answers.count / count
        let scalars = answers.scalars
        var fields: [[Double]]
        if width == 1 {
            let limit = perceptron != nil ? 0 : threshold ?? Self.threshold(model, plane.data, scalars)
            let lead = scalars.map { Double($0) - limit }
            // A probability is sure at 0 and 1, half a unit from its threshold.
            let half = limit == 0.5 ? 2.0 : 1
            fields = [lead.map { -$0 * half }, lead.map { $0 * half }]
        } else {
            fields = Self.leads(scalars, classes: width, count: count)
        }
        let distinct = Set(scalars.prefix(100_000))
        isDiscrete = distinct.count <= 2 || perceptron != nil
        let largest = fields[0].reduce(0) { max($0, abs($1)) }
        if largest > 1.001, largest.isFinite {  // scores that are no probabilities
            let typical = fields[0].map(abs).sorted()[count * 9 / 10]
            if typical > 0 { fields = fields.map { $0.map { $0 / typical } } }
        }
        margins = try fields.map { try ScalarGrid(columns: columns, rows: rows, values: $0, x: x, y: y) }
    }

    /// Features that are not on the axes stay at their mean.
    private static func inputs(
        _ plane: FeaturePlane, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ columns: Int, _ rows: Int
    ) throws -> Tensor {
        let width = plane.width
        var base = [Float](repeating: 0, count: width)
        if width > 2 {
            for column in 0..<width {
                base[column] = Float(plane.column(column).reduce(0, +) / Double(plane.data.count))
            }
        }
        var scalars: [Float] = []
        scalars.reserveCapacity(columns * rows * width)
        for row in 0..<rows {
            let vertical = y.lowerBound + (y.upperBound - y.lowerBound) * Double(row) / Double(rows - 1)
            base[plane.y] = Float(vertical)
            for column in 0..<columns {
                base[plane.x] = Float(
                    x.lowerBound + (x.upperBound - x.lowerBound) * Double(column) / Double(columns - 1))
                scalars.append(contentsOf: base)
            }
        }
        return try Tensor(shape: [columns * rows] + plane.data.featureShape, scalars: scalars)
    }

    /// 0 for outputs or targets of −1 and +1, otherwise one half.
    private static func threshold(_ model: any Predictor, _ data: Dataset, _ answers: [Float]) -> Double {
        if data.targets.scalars.contains(where: { $0 < 0 }) { return 0 }
        if answers.allSatisfy({ $0 == -1 || $0 == 1 }) { return 0 }
        let last = (model as? Model)?.layers.last
        let function = (last as? Dense)?.activation ?? (last as? Activation)?.function
        return function == .sign || function == .tanh ? 0 : 0.5
    }

    private static func leads(_ scalars: [Float], classes: Int, count: Int) -> [[Double]] {
        var fields = Array(repeating: Array(repeating: 0.0, count: count), count: classes)
        for place in 0..<count {
            let row = scalars[(place * classes)..<((place + 1) * classes)]
            var (first, second, leader) = (-Float.infinity, -Float.infinity, 0)
            for (label, value) in row.enumerated() {
                if value > first {
                    (second, first, leader) = (first, value, label)
                } else if value > second {
                    second = value
                }
            }
            for (label, value) in row.enumerated() {
                fields[label][place] = Double(value - (label == leader ? second : first))
            }
        }
        return fields
    }
}

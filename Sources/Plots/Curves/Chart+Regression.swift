public import Charts
public import NeuralEngine

extension Chart {
    /// A model's curve through examples with one feature.
    ///
    /// With more features, the chosen one is varied and the others are held at their mean.
    ///
    /// - Throws: ``PlotError`` when there is no such feature, or the model has several outputs; what the model throws.
    public static func regression(
        _ model: some Predictor, _ data: Dataset, name: String? = nil, feature: Int = 0, theme: Theme = .light
    ) throws -> Chart {
        let width = data.featureNames.count
        guard (0..<width).contains(feature) else {
            throw PlotError("Data set \(data.name) has no feature \(feature); its features are 0 to \(width - 1).")
        }
        guard data.targets.count == data.count else {
            throw PlotError(
                "Data set \(data.name) has \(data.targets.count / data.count) targets an example; a curve needs one.")
        }
        let rows = 0..<data.count
        let values = rows.map { Double(data.features.scalars[$0 * width + feature]) }
        let domain = padded(values)
        let steps = 300
        let places = (0...steps).map {
            domain.lowerBound + (domain.upperBound - domain.lowerBound) * Double($0) / Double(steps)
        }
        let means = (0..<width).map { column in
            Float(rows.reduce(0.0) { $0 + Double(data.features.scalars[$1 * width + column]) } / Double(data.count))
        }
        let inputs = places.flatMap { place in
            means.enumerated().map { $0.offset == feature ? Float(place) : $0.element }
        }
        let answers = try model.predict(try Tensor(shape: [places.count] + data.featureShape, scalars: inputs))
        guard answers.count == places.count else {
            throw PlotError("The model has \(answers.count / places.count) outputs; a curve needs one.")
        }
        let modelName = name ?? (model as? Model)?.name
        return Chart(
            title: (modelName ?? "Model") + " fitted to \(data.name)",
            subtitle: width > 1 ? "the other \(width - 1) features at their mean" : nil
        ) {
            PointMark(x: values, y: data.targets.scalars.map(Double.init), label: "data", symbol: .circle)
            LineMark(
                x: places, y: answers.scalars.map(Double.init), label: modelName ?? "model",
                color: theme.palette.color(1), width: 2.4)
        }
        .xAxis(data.featureNames[feature])
        .yAxis("target")
        .theme(theme)
    }
}

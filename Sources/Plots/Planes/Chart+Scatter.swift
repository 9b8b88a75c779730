public import Charts
public import NeuralEngine

extension Chart {
    /// The examples of a data set in the plane of two features, each class with a colour and a symbol of its own.
    ///
    /// Where the targets are numbers rather than classes, colours show their size. A data set with one feature is shown as
    /// target against feature.
    ///
    /// - Parameter features: The two features' places, from 0.
    /// - Throws: ``PlotError`` when there are no such features.
    public static func scatter(
        _ data: Dataset, features: (x: Int, y: Int) = (0, 1), theme: Theme = .light
    ) throws -> Chart {
        if data.featureNames.count == 1, data.targets.count == data.count {
            return Chart(title: "Data set \(data.name)", description: String(describing: data)) {
                PointMark(
                    x: data.features.scalars.map(Double.init), y: data.targets.scalars.map(Double.init),
                    symbol: .circle)
            }
            .xAxis(data.featureNames[0])
            .yAxis("target")
            .theme(theme)
        }
        let plane = try FeaturePlane(data, features: features)
        return Chart(title: "Data set \(data.name)", description: String(describing: data)) {
            plane.marks(theme: theme)
        }
        .xAxis(data.featureNames[plane.x])
        .yAxis(data.featureNames[plane.y])
        .size(width: 600, height: 440)
        .theme(theme)
    }
}

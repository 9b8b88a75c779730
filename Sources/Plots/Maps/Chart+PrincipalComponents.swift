public import Charts
public import NeuralEngine

extension Chart {
    /// A data set in the plane of its first two principal components, each axis with its part of the variance.
    ///
    /// - Throws: ``PlotError`` when there is one component alone; what the components throw for the data.
    public static func principalComponents(
        _ components: PrincipalComponents, _ data: Dataset, theme: Theme = .light
    ) throws -> Chart {
        guard components.count >= 2 else {
            throw PlotError("A plane needs two principal components, there is 1: PrincipalComponents(of: …, count: 2).")
        }
        let codes = try components.transform(data.features)
        let plane = try codes.gathered([0, 1], axis: 1)
        func axis(_ place: Int) -> String {
            let part = NumberText.readable((1000 * components.explainedVarianceRatio[place]).rounded() / 10)
            return "component \(place + 1) (\(part) % of the variance)"
        }
        return try embeddings(
            plane, labels: data.labels, classNames: data.classNames, title: "Principal components of \(data.name)",
            theme: theme
        ).xAxis(axis(0)).yAxis(axis(1))
    }
}

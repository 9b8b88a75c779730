public import Charts
public import NeuralEngine

extension Chart {
    /// Examples in the colours of their clusters, with the clusters' centres.
    ///
    /// - Parameter features: The two features on the axes, by their places from 0; nothing: those of data with two, otherwise the
    ///   plane of the two principal components.
    /// - Throws: ``PlotError`` when there are no such features; what the clusters throw for the data.
    public static func clusters(
        _ clusters: KMeans, _ data: Dataset, features: (x: Int, y: Int)? = nil, theme: Theme = .light
    ) throws -> Chart {
        let labels = try clusters.labels(of: data.features)
        let width = data.features.count / data.count
        let (points, centres): (Tensor, Tensor)
        var axes = ("first principal component", "second principal component")
        if features != nil || width == 2 {
            let plane = try FeaturePlane(data, features: features ?? (0, 1))
            let places = [plane.x, plane.y]
            points = try data.features.reshaped([data.count, width]).gathered(places, axis: 1)
            centres = try clusters.centroids.gathered(places, axis: 1)
            axes = (data.featureNames[plane.x], data.featureNames[plane.y])
        } else {
            guard width > 2, data.count > 2 else {
                throw PlotError("A plane needs two features; those of data set \(data.name) are \(width).")
            }
            let components = try PrincipalComponents(of: data, count: 2)
            points = try components.transform(data.features)
            centres = try components.transform(clusters.centroids)
        }
        func column(_ tensor: Tensor, _ place: Int) -> [Double] {
            (0..<tensor.shape[0]).map { Double(tensor.scalars[2 * $0 + place]) }
        }
        let (x, y) = (column(points, 0), column(points, 1))
        return Chart(
            title: "\(NumberText.count(clusters.clusters, "cluster")) of \(data.name)",
            subtitle: "inertia \(NumberText.readable(clusters.inertia))"
        ) {
            for cluster in 0..<clusters.clusters {
                let rows = labels.indices.filter { labels[$0] == cluster }
                PointMark(
                    x: rows.map { x[$0] }, y: rows.map { y[$0] }, label: "cluster \(cluster)",
                    color: theme.palette.color(cluster), symbol: Symbol.automatic(cluster))
            }
            PointMark(
                x: column(centres, 0), y: column(centres, 1), label: "centres", color: theme.text, symbol: .diamond,
                radius: 7)
        }
        .xAxis(axes.0)
        .yAxis(axes.1)
        .legend(.outside)
        .size(width: 600, height: 440)
        .theme(theme)
    }
}

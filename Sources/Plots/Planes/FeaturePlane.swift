import Charts
import NeuralEngine

/// Two features of a data set, as the axes of a plane.
struct FeaturePlane {
    let data: Dataset
    let x: Int
    let y: Int
    let width: Int

    /// - Throws: ``PlotError`` when the data set has no two features, or not the ones that were asked for.
    init(_ data: Dataset, features: (x: Int, y: Int)) throws {
        width = data.featureNames.count
        guard width >= 2 else {
            throw PlotError(
                """
                Data set \(data.name) has one feature, \(data.featureNames.first ?? "x1"); a picture of a plane needs two. \
                For one feature, plot the regression.
                """)
        }
        for index in [features.x, features.y] where !(0..<width).contains(index) {
            throw PlotError("Data set \(data.name) has no feature \(index); its features are 0 to \(width - 1).")
        }
        guard features.x != features.y else {
            throw PlotError("Both axes show feature \(features.x) of data set \(data.name); choose two different ones.")
        }
        self.data = data
        x = features.x
        y = features.y
    }

    func column(_ index: Int, rows: some Sequence<Int>) -> [Double] {
        rows.map { Double(data.features.scalars[$0 * width + index]) }
    }

    func column(_ index: Int) -> [Double] { column(index, rows: 0..<data.count) }

    /// The points, one mark a class; or, where the targets are numbers, in steps of colour.
    func marks(theme: Theme) -> [any Mark] {
        guard let labels = data.labels, let classes = data.classCount, classes <= 200 else { return valueMarks() }
        return (0..<classes).compactMap { label in
            let rows = labels.indices.filter { labels[$0] == label }
            guard !rows.isEmpty else { return nil }
            return PointMark(
                x: column(x, rows: rows), y: column(y, rows: rows), label: className(label),
                color: theme.palette.color(label), symbol: Symbol.automatic(label))
        }
    }

    func className(_ label: Int) -> String {
        guard let names = data.classNames, names.indices.contains(label) else { return "class \(label)" }
        // A bare number says nothing in a legend.
        return Int(names[label].replacing("−", with: "-")) == nil ? names[label] : "class \(names[label])"
    }

    private func valueMarks() -> [any Mark] {
        let values = data.targets.count == data.count ? data.targets.scalars.map(Double.init) : []
        let extent = DataExtent(values)
        guard !extent.isEmpty, extent.upper > extent.lower else {
            return [PointMark(x: column(x), y: column(y), symbol: .circle)]
        }
        let steps = 6
        let size = (extent.upper - extent.lower) / Double(steps)
        return (0..<steps).compactMap { step in
            let rows = values.indices.filter { min(Int((values[$0] - extent.lower) / size), steps - 1) == step }
            guard !rows.isEmpty else { return nil }
            let low = NumberText.readable(extent.lower + Double(step) * size, digits: 3)
            let high = NumberText.readable(extent.lower + Double(step + 1) * size, digits: 3)
            return PointMark(
                x: column(x, rows: rows), y: column(y, rows: rows), label: "\(low) to \(high)",
                color: ColorMap.viridis.color(Double(step) / Double(steps - 1) * 0.92), symbol: .circle)
        }
    }
}

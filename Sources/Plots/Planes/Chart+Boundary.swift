public import Charts
public import NeuralEngine

extension Chart {
    /// What a model decides over the plane of two features: the regions of the classes, darker where it is surer, with the
    /// data on top.
    ///
    /// A class's margin is its output less the largest other output (for a single output, its distance from the threshold);
    /// the shades change at margins of 0, ¼, ½ and ¾. Features that are not on the axes are held at their mean.
    ///
    /// - Parameters:
    ///   - model: Anything that predicts: a network, a perceptron.
    ///   - name: The model's name for the title; nil: the network's own.
    ///   - features: The two features' places, from 0.
    ///   - resolution: Places along each axis where the model is asked; 8 to 1000.
    ///   - threshold: Where a single output changes class; nil: 0 for outputs or targets of ±1, otherwise ½.
    /// - Throws: ``PlotError`` when there are no such features or no classes; what the model throws for its input.
    public static func boundary(
        _ model: some Predictor, _ data: Dataset, name: String? = nil, features: (x: Int, y: Int) = (0, 1),
        resolution: Int = 160, threshold: Double? = nil, theme: Theme = .light
    ) throws -> Chart {
        let plane = try FeaturePlane(data, features: features)
        guard data.labels != nil, let classes = data.classCount else {
            throw PlotError(
                "The targets of data set \(data.name) are no classes, so there is no boundary; plot the regression.")
        }
        let x = padded(plane.column(plane.x))
        let y = padded(plane.column(plane.y))
        let places = min(max(resolution, 8), 1000)
        let field = try DecisionField(
            model, plane, x: x, y: y, columns: places, rows: places, threshold: threshold)
        let modelName = name ?? (model as? Model)?.name
        return Chart(
            title: "Decision boundary" + (modelName.map { " of \($0)" } ?? "") + " on \(data.name)",
            subtitle: plane.width > 2 ? "the other \(plane.width - 2) features at their mean" : nil,
            description: regionText(field, plane, classes: max(classes, field.margins.count))
        ) {
            regions(field, theme: theme, places: places)
            for mark in plane.marks(theme: theme) { [mark] }
        }
        .xAxis(data.featureNames[plane.x], showsGrid: false)
        .yAxis(data.featureNames[plane.y], showsGrid: false)
        .legend(.outside)
        .size(width: 600, height: 440)
        .theme(theme)
    }

    private static func regions(_ field: DecisionField, theme: Theme, places: Int) -> [any Mark] {
        // Steps of a field that only says which class become a straight line again within less than a cell.
        let tolerance = field.isDiscrete ? 0.7 * 480 / Double(places) : 0.15
        let shades = [(0.0, 0.17), (0.25, 0.26), (0.5, 0.35), (0.75, 0.44)]
        var marks: [any Mark] = []
        for (label, margins) in field.margins.enumerated() {
            let color = theme.palette.color(label)
            let levels = (field.isDiscrete ? [(0.0, 0.3)] : shades).enumerated().map { index, shade in
                // The first class lies under all others, so that no gap shows where three regions meet.
                ContourMark.Level(
                    label == 0 && index == 0 ? -1e300 : shade.0, theme.background.mixed(with: color, shade.1))
            }
            marks.append(ContourMark(margins, levels: levels, tolerance: tolerance))
        }
        for margins in field.margins.dropFirst() {
            marks.append(
                ContourMark(
                    margins, levels: [ContourMark.Level(0, theme.text.mixed(with: theme.background, 0.15))],
                    isFilled: false, width: 1.3, tolerance: tolerance))
        }
        return marks
    }

    /// "class 0 on 48 %, class 1 on 52 % of the plane".
    private static func regionText(_ field: DecisionField, _ plane: FeaturePlane, classes: Int) -> String {
        let parts = field.margins.enumerated().prefix(10).map { label, margins in
            let share = Double(margins.values.count { $0 > 0 }) / Double(margins.values.count)
            return "\(plane.className(label)) on \(NumberText.readable(100 * share, digits: 2)) %"
        }
        return "The model decides for " + parts.joined(separator: ", ") + " of the plane"
    }

    /// The data's range and a twelfth more on each side.
    static func padded(_ values: [Double]) -> ClosedRange<Double> {
        let extent = DataExtent(values)
        guard !extent.isEmpty else { return -1...1 }
        let span = extent.upper - extent.lower
        let room = span > 0 ? span / 12 : max(abs(extent.lower) * 0.1, 0.5)
        return (extent.lower - room)...(extent.upper + room)
    }
}

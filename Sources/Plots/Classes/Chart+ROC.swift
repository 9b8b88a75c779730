public import Charts
public import NeuralEngine

extension Chart {
    /// ROC curves with the areas below them, and the diagonal of chance.
    public static func roc(_ curves: [ROCCurve], title: String = "ROC curve", theme: Theme = .light) -> Chart {
        Chart(title: title) {
            LineMark(x: [0, 1], y: [0, 1], label: "chance", color: theme.axis, width: 1.2, dash: [4, 4])
            for (index, curve) in curves.enumerated() {
                if curves.count == 1 {
                    AreaMark(
                        x: curve.falsePositiveRate, y: curve.truePositiveRate, color: theme.palette.color(0),
                        opacity: 0.1)
                }
                LineMark(
                    x: curve.falsePositiveRate, y: curve.truePositiveRate,
                    label: (curve.name.isEmpty ? "" : curve.name + ", ")
                        + "AUC \(NumberText.readable(curve.auc, digits: 3))",
                    color: theme.palette.color(index), width: 2.2, dash: LineDash.automatic(index))
            }
        }
        .xAxis("false positive rate", range: -0.02...1.02)
        .yAxis("true positive rate", range: -0.02...1.02)
        .equalScales()
        // The area below a single curve leaves no corner free, and beside the plot a legend would squeeze the square.
        .legend(curves.count > 6 ? .outside : curves.count == 1 ? .top : .automatic)
        .size(width: curves.count > 6 ? 640 : 470, height: curves.count == 1 ? 490 : 470)
        .theme(theme)
    }

    /// The ROC curves of a model on a data set.
    ///
    /// - Throws: As ``ROCCurve/curves(_:_:)``.
    public static func roc(
        _ model: some Predictor, _ data: Dataset, name: String? = nil, theme: Theme = .light
    ) throws -> Chart {
        let modelName = name ?? (model as? Model)?.name
        return roc(
            try ROCCurve.curves(model, data),
            title: "ROC curve" + (modelName.map { " of \($0)" } ?? "") + " on \(data.name)", theme: theme)
    }
}

public import Charts
public import NeuralEngine

extension Chart {
    /// How often a network takes each class for which.
    ///
    /// - Parameter loss: Says what an output means; that of the last `fit` when nil.
    /// - Throws: As ``confusion(_:title:theme:)``, and what the network throws for the data.
    public static func confusion(
        _ model: Model, _ data: Dataset, loss: Loss? = nil, theme: Theme = .light
    ) throws -> Chart {
        try confusion(
            model.confusionMatrix(data, loss: loss), title: "Confusion matrix of \(model.name) on \(data.name)",
            theme: theme)
    }

    /// How often a perceptron or Adaline takes each of the two classes for the other.
    ///
    /// - Throws: ``PlotError`` when the targets are not two classes; what the perceptron throws.
    public static func confusion(
        _ perceptron: some LinearClassifier, _ data: Dataset, name: String = "the perceptron", theme: Theme = .light
    ) throws -> Chart {
        guard let labels = data.labels, data.classCount == 2 else {
            throw PlotError("The targets of data set \(data.name) are not two classes, which a perceptron tells apart.")
        }
        var counts = [[0, 0], [0, 0]]
        for (label, answer) in zip(labels, try perceptron.predict(data.features).scalars) {
            counts[label][answer > 0 ? 1 : 0] += 1
        }
        return try confusion(
            ConfusionMatrix(counts: counts, classNames: data.classNames),
            title: "Confusion matrix of \(name) on \(data.name)", theme: theme)
    }
}

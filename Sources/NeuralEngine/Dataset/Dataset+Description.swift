extension Dataset: CustomStringConvertible {
    /// `Dataset "iris": 150 examples, features [4], 3 classes (setosa 50, versicolor 50, virginica 50)`.
    public var description: String {
        "Dataset \"\(name)\": \(count) example\(count == 1 ? "" : "s"), features \(shapeText(featureShape)), \(targetText)"
    }

    private var targetText: String {
        guard let labels, let classes = classCount else { return "targets \(shapeText(targetShape))" }
        var counts = [Int](repeating: 0, count: classes)
        for label in labels { counts[label] += 1 }
        let parts = counts.prefix(10).enumerated().map { index, count in
            "\(classNames.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? String(index)) \(count)"
        }
        return "\(classes) classes (" + parts.joined(separator: ", ") + (classes > 10 ? ", …" : "") + ")"
    }
}

public import Charts
public import NeuralEngine

extension Chart {
    /// Vectors as points of a plane: those of two numbers as they are, longer ones in the plane in which they differ most
    /// (principal components).
    ///
    /// - Parameters:
    ///   - vectors: `[count, width]`: an embedding's table, or a layer's outputs.
    ///   - names: One for each vector, written beside its point where there is room.
    ///   - labels: A class for each vector; classes have colours and symbols of their own.
    ///   - classNames: The classes' names.
    /// - Throws: ``PlotError`` for other shapes, names or labels that are not as many, and vectors that are not finite.
    public static func embeddings(
        _ vectors: Tensor, names: [String]? = nil, labels: [Int]? = nil, classNames: [String]? = nil,
        title: String = "Embeddings", theme: Theme = .light
    ) throws -> Chart {
        guard vectors.rank == 2, vectors.shape[0] > 0, vectors.shape[1] > 1 else {
            throw PlotError("A tensor of shape \(vectors.shape) is no list of vectors; expected [count, 2 or more].")
        }
        let count = vectors.shape[0]
        if let names, names.count != count { throw PlotError("There are \(names.count) names for \(count) vectors.") }
        if let labels, labels.count != count {
            throw PlotError("There are \(labels.count) labels for \(count) vectors.")
        }
        guard vectors.scalars.allSatisfy(\.isFinite) else {
            throw PlotError("Some of the vectors hold NaN or infinity, so they have no place.")
        }
        let isPlane = vectors.shape[1] == 2
        // A single vector differs from nothing.
        let components = isPlane || count < 2 ? nil : try PrincipalComponents(of: vectors, count: 2)
        let plane = try components?.transform(vectors) ?? (isPlane ? vectors : Tensor.zeros([count, 2]))
        let x = (0..<count).map { Double(plane.scalars[2 * $0]) }
        let y = (0..<count).map { Double(plane.scalars[2 * $0 + 1]) }
        let classes = labels.map { Set($0).sorted() } ?? []
        return Chart(title: title, subtitle: components.map(Self.explanation)) {
            if classes.isEmpty {
                PointMark(x: x, y: y, color: theme.palette.color(0), symbol: .circle)
            }
            for (index, label) in classes.enumerated() {
                let rows = (0..<count).filter { labels?[$0] == label }
                let name = classNames.flatMap { $0.indices.contains(label) ? $0[label] : nil } ?? "class \(label)"
                PointMark(
                    x: rows.map { x[$0] }, y: rows.map { y[$0] }, label: name, color: theme.palette.color(index),
                    symbol: Symbol.automatic(index))
            }
            if let names { PointLabelMark(x: x, y: y, names: names) }
        }
        .xAxis(isPlane ? "first number" : "first principal component")
        .yAxis(isPlane ? "second number" : "second principal component")
        .size(width: 600, height: 440)
        .theme(theme)
    }

    private static func explanation(_ components: PrincipalComponents) -> String {
        let parts = components.explainedVarianceRatio.map { NumberText.readable((1000 * $0).rounded() / 10) }
        return "the plane shows \(parts[0]) % + \(parts[1]) % of the variance"
    }
}

public import Charts
public import NeuralEngine

extension Chart {
    /// What a generator or a decoder made: pictures as pictures, other examples as points of the plane.
    ///
    /// - Parameters:
    ///   - made: `[count, features…]`.
    ///   - data: Shown beside the made points, in another colour; pictures stand alone.
    /// - Throws: ``PlotError`` when the examples are neither pictures nor vectors, or the data set's are of another width.
    public static func generated(
        _ made: Tensor, beside data: Dataset? = nil, title: String = "Generated", theme: Theme = .light
    ) throws -> Chart {
        if arePictures(made.shape) { return try images(pictures(made), title: title, theme: theme) }
        guard let data else { return try embeddings(made, title: title, theme: theme) }
        return try beside(made, "generated", data, title: title, theme: theme)
    }

    /// Examples, and below each what came back of it through a network's code.
    ///
    /// Those that are no pictures are points of the plane, before and after.
    ///
    /// - Parameters:
    ///   - count: how many examples, from the first on; of points all are shown.
    ///   - rebuild: an autoencoder's `predict`, or a variational one's `reconstruct`.
    /// - Throws: ``PlotError`` when the examples are neither pictures nor vectors; what `rebuild` throws.
    public static func reconstructions(
        of data: Dataset, count: Int = 10, theme: Theme = .light, by rebuild: (Tensor) throws -> Tensor
    ) throws -> Chart {
        let title = "Reconstructions of \(data.name)"
        guard arePictures(data.features.shape) else {
            return try beside(rebuild(data.features), "reconstructed", data, title: title, theme: theme)
        }
        let shown = min(max(count, 1), data.count)
        let originals = try data.rows(Array(0..<shown)).features
        let rebuilt = try rebuild(originals)
        guard rebuilt.shape == originals.shape else {
            throw PlotError(
                "The network turns examples of shape \(originals.shape) into \(rebuilt.shape); an autoencoder gives their own shape."
            )
        }
        // Both in the colours of the originals.
        let extent = DataExtent(originals.scalars.lazy.map(Double.init))
        return try images(
            pictures(Tensor.concatenated([originals, rebuilt])), title: title, columns: shown,
            range: extent.isEmpty ? nil : extent.lower...extent.upper, limit: 2 * shown, theme: theme)
    }

    /// Whether `[count, features…]` are pictures: rows of numbers are if they fill a square of 4 by 4 or more.
    private static func arePictures(_ shape: [Int]) -> Bool {
        switch shape.count {
        case 2: isSquare(shape[1])
        case 3: true
        case 4: shape[3] == 1 || shape[3] == 3
        default: false
        }
    }

    private static func isSquare(_ width: Int) -> Bool {
        let side = Int(Double(width).squareRoot().rounded())
        return width >= 16 && side * side == width
    }

    private static func pictures(_ examples: Tensor) throws -> Tensor {
        guard examples.rank == 2 else { return examples }
        let side = Int(Double(examples.shape[1]).squareRoot().rounded())
        return try examples.reshaped([examples.shape[0], side, side])
    }

    /// Points of the plane in one colour, and those of a data set in another.
    private static func beside(
        _ made: Tensor, _ name: String, _ data: Dataset, title: String, theme: Theme
    ) throws -> Chart {
        let given = data.features
        guard made.rank == 2, given.rank == 2, made.shape[1] == given.shape[1] else {
            throw PlotError(
                "Examples of shape \(made.shape) cannot be drawn beside those of \(data.name), of shape \(given.shape)."
            )
        }
        let labels = [Int](repeating: 0, count: given.shape[0]) + [Int](repeating: 1, count: made.shape[0])
        let chart = try embeddings(
            Tensor.concatenated([given, made]), labels: labels, classNames: [data.name, name], title: title,
            theme: theme)
        guard data.featureNames.count == 2 else { return chart }
        return chart.xAxis(data.featureNames[0]).yAxis(data.featureNames[1])
    }
}

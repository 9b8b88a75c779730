import DataFiles
public import NeuralEngine

extension Dataset {
    /// Examples from two arrays of a `.npz` file: features `[count, …]` and targets `[count]` or `[count, …]`.
    ///
    /// - Parameters:
    ///   - features: the name of the array of features.
    ///   - targets: the name of the array of targets.
    ///   - classNames: what the classes are called, where the targets are classes.
    /// - Throws: ``EngineError/Code/file`` with the place, ``EngineError`` as ``Dataset``'s initialiser.
    public static func npz(
        _ path: String, features: String = "x", targets: String = "y", classNames: [String]? = nil
    ) throws -> Dataset {
        let arrays = try Tensor.npz(path, names: [features, targets])
        guard let x = arrays[features], let y = arrays[targets] else {
            throw EngineError(.file, "\(Files.name(of: path)) lacks '\(features)' or '\(targets)'.")
        }
        return try made(path, x, y, classNames: classNames)
    }

    /// Examples from two `.npy` files.
    public static func npy(features: String, targets: String, classNames: [String]? = nil) throws -> Dataset {
        try made(features, Tensor(npy: features), Tensor(npy: targets), classNames: classNames)
    }

    /// Pictures and their classes from two IDX files, gzip-packed or not: MNIST's and Fashion-MNIST's own.
    ///
    /// ```swift
    /// let train = try Dataset.idx(images: "train-images-idx3-ubyte.gz", labels: "train-labels-idx1-ubyte.gz")
    /// ```
    ///
    /// - Parameter scale: what the numbers of the images are divided by: 255 brings bytes to 0…1.
    /// - Throws: ``EngineError/Code/file`` with the place, ``EngineError`` as ``Dataset``'s initialiser.
    public static func idx(
        images: String, labels: String, scale: Float = 255, classNames: [String]? = nil
    ) throws -> Dataset {
        guard scale.isFinite, scale > 0 else {
            throw EngineError(.invalidArgument, "scale is \(scale), expected a number above 0.")
        }
        let pictures = try Tensor(idx: images)
        let scaled = try Files.scaled(Files.array(pictures), by: scale)
        return try made(images, scaled, Tensor(idx: labels), classNames: classNames)
    }

    private static func made(
        _ path: String, _ features: Tensor, _ targets: Tensor, classNames: [String]?
    ) throws -> Dataset {
        // A row of single numbers is a column of one feature.
        let columns =
            features.shape.count == 1 ? try Tensor(shape: [features.count, 1], scalars: features.scalars) : features
        return try Dataset(name: Files.stem(of: path), features: columns, targets: targets, classNames: classNames)
    }
}

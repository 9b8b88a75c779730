extension Dataset {
    /// Fisher's irises: 150 flowers, four measurements in centimetres `[150, 4]`, three species as classes 0, 1, 2.
    ///
    /// The file is scikit-learn's; see Resources/README.md for source and licence.
    ///
    /// - Throws: ``EngineError/Code/file`` when the file that comes with the engine is missing.
    public static func iris() throws -> Dataset {
        var data = try csv(try EngineResources.path(of: "iris.csv"), target: "species", task: .classification)
        data.name = "iris"
        return data
    }

    /// Handwritten digits: 1,797 pictures `[1797, 8, 8]` of grey values, ten classes.
    ///
    /// Grey values are 0 (paper) to 1 (ink): the file's 0...16, divided by 16, since networks learn best from inputs of
    /// about that size. scikit-learn's `load_digits`, whose file this is, leaves them at 0...16.
    ///
    /// - Throws: ``EngineError/Code/file`` when the file that comes with the engine is missing.
    public static func digits() throws -> Dataset {
        let flat = try csv(try EngineResources.path(of: "digits.csv"), target: "digit", task: .classification)
        return try Dataset(
            name: "digits",
            features: Tensor(shape: [flat.count, 8, 8], scalars: flat.features.scalars.map { $0 / 16 }),
            targets: flat.targets, featureNames: flat.featureNames, classNames: flat.classNames)
    }
}

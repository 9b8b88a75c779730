extension Dataset {
    /// The logical and of two inputs: +1 where both are +1, −1 elsewhere. Linearly separable.
    ///
    /// As in the course, "true" is +1 and "false" is −1, in the inputs `[4, 2]` and in the targets `[4]`: what a perceptron
    /// and `sign` or `tanh` outputs need. For `sigmoid` outputs use ``zeroOneTargets()``.
    public static var and: Dataset { logic("and") { $0 && $1 } }

    /// The logical or of two inputs: −1 where both are −1, +1 elsewhere. Linearly separable. Labels as in ``and``.
    public static var or: Dataset { logic("or") { $0 || $1 } }

    /// The exclusive or of two inputs: +1 where they differ. No line separates it. Labels as in ``and``.
    public static var xor: Dataset { logic("xor") { $0 != $1 } }

    private static func logic(_ name: String, _ function: (Bool, Bool) -> Bool) -> Dataset {
        let inputs = [(false, false), (false, true), (true, false), (true, true)]
        let features = inputs.flatMap { [$0.0 ? 1 : -1, $0.1 ? 1 : -1] as [Float] }
        let targets = inputs.map { function($0.0, $0.1) ? 1 : -1 as Float }
        return Dataset(
            uncheckedName: name, features: Tensor(uncheckedShape: [4, 2], scalars: features),
            targets: Tensor(uncheckedShape: [4], scalars: targets), featureNames: ["x1", "x2"],
            classNames: ["−1", "+1"])
    }

    /// The same examples with targets −1 and +1 instead of classes 0 and 1, as a perceptron needs them.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` unless the targets are two classes.
    public func signedTargets() throws -> Dataset { try binaryTargets(-1, 1) }

    /// The same examples with targets 0 and 1 instead of −1 and +1, as a sigmoid output with binary cross entropy needs them.
    ///
    /// - Throws: ``EngineError/Code/invalidData`` unless the targets are two classes.
    public func zeroOneTargets() throws -> Dataset { try binaryTargets(0, 1) }

    private func binaryTargets(_ first: Float, _ second: Float) throws -> Dataset {
        guard let labels, let classes = classCount, classes <= 2 else {
            let found = classCount.map { "\($0) classes" } ?? "targets that are no classes"
            throw EngineError(
                .invalidData,
                "Data set \"\(name)\" has \(found); targets of \(Int(first)) and +\(Int(second)) need exactly two.")
        }
        return Dataset(
            uncheckedName: name, features: features, targets: Tensor(labels.map { $0 == 0 ? first : second }),
            featureNames: featureNames, classNames: classNames)
    }
}

/// Examples to learn from: a row of features and a target each, with names for people.
///
/// Features have the shape `[count, …]` (`[150, 4]` for iris, `[1797, 8, 8]` for digits). Targets are one of
/// - class indices or ±1 labels, shape `[count]`;
/// - one-hot rows, shape `[count, classes]` (see ``oneHot()``);
/// - values to be predicted, shape `[count]` or `[count, outputs]`.
public struct Dataset: Sendable, Equatable {
    public var name: String
    /// Shape `[count, …]`; every number is finite.
    public let features: Tensor
    /// Shape `[count]` or `[count, …]`; every number is finite.
    public let targets: Tensor
    /// Further inputs, for networks with several: one tensor `[count, …]` each. Mostly none.
    public internal(set) var otherFeatures: [Tensor] = []
    /// Further targets, for networks with several outputs: one tensor `[count, …]` each. Mostly none.
    public internal(set) var otherTargets: [Tensor] = []
    /// One name for each feature of a flat row; `x1`, `x2`, … where none were given.
    public let featureNames: [String]
    /// One name a class, in the order of the class indices; nil for regression.
    public let classNames: [String]?
    private var origin: TextOrigin?

    /// What a text was cut by, where the numbers come from one.
    public var tokenizer: (any Tokenizer)? {
        get { origin?.tokenizer }
        set { origin = newValue.map(TextOrigin.init) }
    }

    /// - Throws: ``EngineError/Code/invalidData`` when there is no example or a number is NaN or infinite (row and column
    ///   are named), ``EngineError/Code/shapeMismatch`` when features and targets differ in count or the names do not fit.
    public init(
        name: String, features: Tensor, targets: Tensor, featureNames: [String]? = nil, classNames: [String]? = nil
    ) throws {
        try Self.check(name: name, features: features, targets: targets)
        let width = features.shape.dropFirst().reduce(1, *)
        if let featureNames, featureNames.count != width {
            throw EngineError(
                .shapeMismatch,
                "Data set \"\(name)\" has \(width) features a row, but \(featureNames.count) names for them.")
        }
        self.init(
            uncheckedName: name, features: features, targets: targets,
            featureNames: featureNames ?? (0..<width).map { "x\($0 + 1)" }, classNames: classNames)
        if let classNames, let labels, let largest = labels.max(), largest >= classNames.count {
            throw EngineError(
                .invalidData,
                "Data set \"\(name)\" holds class \(largest), but names only \(classNames.count) classes.")
        }
    }

    /// Examples for a network with several inputs or outputs: a tensor `[count, …]` for each, in the network's order.
    ///
    /// - Throws: as the other initialiser.
    public init(name: String, inputs: [Tensor], outputs: [Tensor], classNames: [String]? = nil) throws {
        guard let features = inputs.first, let targets = outputs.first else {
            throw EngineError(
                .invalidData, "Data set \"\(name)\" needs one tensor of inputs or more, and one of outputs or more.")
        }
        try self.init(name: name, features: features, targets: targets, classNames: classNames)
        for tensor in inputs.dropFirst() { try Self.check(name: name, features: tensor, targets: targets) }
        for tensor in outputs.dropFirst() { try Self.check(name: name, features: features, targets: tensor) }
        otherFeatures = Array(inputs.dropFirst())
        otherTargets = Array(outputs.dropFirst())
    }

    init(
        uncheckedName name: String, features: Tensor, targets: Tensor, featureNames: [String], classNames: [String]?
    ) {
        self.name = name
        self.features = features
        self.targets = targets
        self.featureNames = featureNames
        self.classNames = classNames
    }

    /// All inputs: ``features`` and ``otherFeatures``.
    public var inputs: [Tensor] { [features] + otherFeatures }

    /// All targets: ``targets`` and ``otherTargets``.
    public var outputs: [Tensor] { [targets] + otherTargets }

    /// The same features with other targets, and those alone.
    func withTargets(_ targets: Tensor) throws -> Dataset {
        try Dataset(name: name, features: features, targets: targets, featureNames: featureNames)
    }

    /// How many examples there are; at least one.
    public var count: Int { features.shape[0] }

    /// The shape of one example's features, without the batch axis: what a network's `inputShape` has to be.
    public var featureShape: [Int] { Array(features.shape.dropFirst()) }

    /// The shape of one example's target, without the batch axis: `[]` for class indices.
    public var targetShape: [Int] { Array(targets.shape.dropFirst()) }

    /// The rows with the given indices, in that order.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when an index lies outside, ``EngineError/Code/invalidData`` for none.
    public func rows(_ indices: [Int]) throws -> Dataset {
        guard !indices.isEmpty else {
            throw EngineError(.invalidData, "No rows were chosen from data set \"\(name)\"; at least one is needed.")
        }
        var chosen = Dataset(
            uncheckedName: name, features: try features.gathered(rows: indices),
            targets: try targets.gathered(rows: indices), featureNames: featureNames, classNames: classNames)
        chosen.origin = origin
        chosen.otherFeatures = try otherFeatures.map { try $0.gathered(rows: indices) }
        chosen.otherTargets = try otherTargets.map { try $0.gathered(rows: indices) }
        return chosen
    }

    /// Data sets are equal when their tokenizers number the same tokens alike.
    private struct TextOrigin: Sendable, Equatable {
        let tokenizer: any Tokenizer

        static func == (left: TextOrigin, right: TextOrigin) -> Bool {
            type(of: left.tokenizer) == type(of: right.tokenizer)
                && left.tokenizer.vocabulary == right.tokenizer.vocabulary
        }
    }

    private static func check(name: String, features: Tensor, targets: Tensor) throws {
        guard let count = features.shape.first, features.rank >= 2, let targetCount = targets.shape.first else {
            throw EngineError(
                .shapeMismatch,
                """
                Data set "\(name)" has features of shape \(shapeText(features.shape)) and targets of shape \
                \(shapeText(targets.shape)); expected [count, features…] and [count] or [count, outputs].
                """)
        }
        guard count == targetCount else {
            throw EngineError(
                .shapeMismatch,
                """
                Data set "\(name)" has \(count) rows of features (\(shapeText(features.shape))) but \(targetCount) \
                targets (\(shapeText(targets.shape))).
                """)
        }
        guard count > 0, features.count > 0, targets.count > 0 else {
            throw EngineError(.invalidData, "Data set \"\(name)\" is empty; at least one example is needed.")
        }
        for (label, tensor) in [("feature", features), ("target", targets)] {
            if let place = tensor.scalars.firstIndex(where: { !$0.isFinite }) {
                let width = tensor.count / count
                throw EngineError(
                    .invalidData,
                    """
                    Data set "\(name)": \(label) \(place % width) of row \(place / width) is \(tensor.scalars[place]); \
                    every number has to be finite.
                    """)
            }
        }
    }
}

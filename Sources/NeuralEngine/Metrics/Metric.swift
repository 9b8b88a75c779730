/// What is reported beside the loss.
///
/// Each example counts once, whatever its weight. What can be added up over batches is; the rest (``precision``, ``auc``, …) is
/// computed at the end of an epoch from the counts or predictions of all batches, not as a mean of batches.
public struct Metric: Sendable, Hashable {
    let kind: Kind
    /// The k of the top k.
    let k: Int
    public let average: Average?

    /// How the numbers of several classes become one.
    public enum Average: String, Sendable, Hashable, CaseIterable {
        /// That of class 1, the positive one of two.
        case binary
        /// The mean over the classes, each counting alike.
        case macro
        /// From the sums over all classes: each example counts alike.
        case micro
        /// The mean over the classes, each weighted by its examples.
        case weighted
        /// One number for each class, under the class's name.
        case perClass
    }

    init(_ kind: Kind, k: Int = 0, average: Average? = nil) {
        self.kind = kind
        self.k = k
        self.average = average
    }

    /// The part of right answers, from 0 to 1. Which answer an output gives depends on the loss and the targets:
    /// - several outputs, or a loss for classes: the class of the largest output;
    /// - one output with a hinge or the perceptron criterion, or targets of −1 and +1: its sign, with 0 counting as +1;
    /// - one output that is a logit: whether it is above 0;
    /// - otherwise: whether it is above ½.
    public static let accuracy = Metric(.accuracy)
    /// The part of numbers on the right side of ½ (of 0 for logits and signs), output by output.
    public static let binaryAccuracy = Metric(.binaryAccuracy)
    /// The part of rows whose class is among the five largest outputs. See ``topKAccuracy(k:)``.
    public static let topKAccuracy = Metric.topKAccuracy(k: 5)
    /// The part of rows whose class is among the k largest outputs; Keras's `TopKCategoricalAccuracy`.
    public static func topKAccuracy(k: Int) -> Metric { Metric(.topKAccuracy, k: k) }
    /// Of the answers "this class", the part that is right: TP / (TP + FP), 0 where there is none. For two classes that of class 1,
    /// for more the mean over the classes.
    public static let precision = Metric(.precision)
    public static func precision(average: Average) -> Metric { Metric(.precision, average: average) }
    /// Of a class's examples, the part that was found: TP / (TP + FN), 0 where there is none; averaged as ``precision``.
    public static let recall = Metric(.recall)
    public static func recall(average: Average) -> Metric { Metric(.recall, average: average) }
    /// The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); averaged as ``precision``.
    public static let f1 = Metric(.f1)
    public static func f1(average: Average) -> Metric { Metric(.f1, average: average) }
    /// The area under the receiver operating characteristic: the chance that an example of class 1 has a larger output than one
    /// of class 0, ties counting half (Hanley and McNeil 1982). Exact, from all predictions. For several classes the mean of
    /// each against the rest. NaN when a class has no example.
    public static let auc = Metric(.auc)
    /// Mean of |y − t|.
    public static let meanAbsoluteError = Metric(.meanAbsoluteError)
    /// Mean of (y − t)².
    public static let meanSquaredError = Metric(.meanSquaredError)
    /// The root of the mean of (y − t)².
    public static let rootMeanSquaredError = Metric(.rootMeanSquaredError)
    /// Mean of 100 |y − t| / |t|.
    public static let meanAbsolutePercentageError = Metric(.meanAbsolutePercentageError)
    /// R² = 1 − Σ (y − t)² / Σ (t − t̄)², the mean over the outputs: 1 is perfect, 0 as good as always saying the mean.
    /// NaN for targets that do not vary.
    public static let r2 = Metric(.r2)
    /// Mean of y · t / (|y| |t|) over rows.
    public static let cosineSimilarity = Metric(.cosineSimilarity)
}

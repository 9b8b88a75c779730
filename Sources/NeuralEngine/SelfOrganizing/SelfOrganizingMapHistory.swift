/// What a self-organizing map's training went through. Entry 0 of the errors is the map before the first epoch, entry i behind
/// epoch i.
public struct SelfOrganizingMapHistory: Sendable, Equatable {
    /// The data set's name.
    public let dataset: String
    /// How many epochs were asked for.
    public let plannedEpochs: Int
    /// The mean distance of the examples from their winners.
    public internal(set) var quantizationError: [Double] = []
    /// The part of the examples whose two nearest units do not touch.
    public internal(set) var topographicError: [Double] = []
    /// η of each epoch; empty for the batch rule.
    public internal(set) var learningRate: [Double] = []
    /// The neighbourhood's σ of each epoch, in units.
    public internal(set) var radius: [Double] = []
    /// How long it took.
    public internal(set) var duration: Duration = .zero
    /// Whether an interrupt ended it; the weights are those of the last whole epoch.
    public internal(set) var interrupted = false

    /// How many whole epochs were trained.
    public var epochs: Int { radius.count }
}

extension SelfOrganizingMapHistory: CustomStringConvertible {
    /// `Map of "iris": 40 of 40 epochs, quantization error 0.6 → 0.25, topographic error 0.9 → 0.01`.
    public var description: String {
        func path(_ values: [Double]) -> String {
            "\(fixedText(values.first ?? 0, decimals: 3)) → \(fixedText(values.last ?? 0, decimals: 3))"
        }
        return """
            Map of "\(dataset)": \(epochs) of \(plannedEpochs) epochs\(interrupted ? ", interrupted" : ""), quantization error \
            \(path(quantizationError)), topographic error \(path(topographicError))
            """
    }
}

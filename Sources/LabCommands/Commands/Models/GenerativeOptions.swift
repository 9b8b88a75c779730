import ArgumentParser
import NeuralEngine

/// The options that `%autoencoder`, `%vae` and `%gan` share.
struct GenerativeOptions: ParsableArguments {
    @Option(help: "The data set.")
    var on: String

    @Option(help: "Units of the hidden layers, first to last: 64 or 128,64.")
    var hidden: String?

    @Option(help: "Examples in a batch; 64, or all of fewer, when left out.")
    var batch: WholeNumber?

    @Option(name: [.customLong("learning-rate"), .customLong("lr")], help: "Adam's step.")
    var learningRate: Number = Number(0.001)

    @Option(help: "Draws the weights, the order of the examples and the noise.")
    var seed: WholeNumber = WholeNumber(0)

    /// - Throws: ``LabError`` for what is no list of units.
    func hiddenUnits(usual: [Int]) throws -> [Int] {
        guard let hidden else { return usual }
        let parts = hidden.split(separator: ",", omittingEmptySubsequences: false).map { Int($0.filter { $0 != " " }) }
        let units = parts.compactMap { $0 }
        guard units.count == parts.count, units.allSatisfy({ $0 >= 1 }) else {
            throw LabError("--hidden is \(hidden); expected the units of each hidden layer, such as 64 or 128,64.")
        }
        return units
    }

    /// - Throws: ``LabError`` for a batch that the data do not have.
    func batchSize(_ data: Dataset) throws -> Int {
        guard let batch = batch?.value else { return min(64, data.count) }
        guard (1...data.count).contains(batch) else {
            throw LabError("--batch is \(batch), but \(on) has \(data.count) examples: expected 1 to as many.")
        }
        return batch
    }

    func checkedSeed() throws -> UInt64 { try Seed.checked(seed) }

    /// - Throws: ``LabError`` for a code without numbers.
    static func checked(latent: WholeNumber) throws -> Int {
        guard latent.value >= 1 else {
            throw LabError("--latent is \(latent.value); expected how many numbers a code has, such as 2.")
        }
        return latent.value
    }
}

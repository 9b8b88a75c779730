import NeuralEngine
import Spelling

/// The optimizer of a `%train`, as a value and as Swift source.
struct OptimizerChoice {
    let optimizer: Optimizer
    let code: String

    /// - Parameters:
    ///   - name: one of ``Optimizer/names``, however written.
    ///   - rate: nil for the optimizer's usual one.
    /// - Throws: ``LabError`` for a name that is none, or a momentum where there is none.
    init(name: String, rate: Double?, momentum: Double?) throws {
        let folded = Spelling.folded(name)
        guard let known = Optimizer.names.first(where: { Spelling.folded($0) == folded }) else {
            throw LabError.unknown("optimizer", name, known: Optimizer.names, hint: "")
        }
        let rateCode = rate.map { "learningRate: \(SwiftCode.number($0))" }
        guard ["sgd", "momentum", "nesterov"].contains(known) else {
            guard momentum == nil else {
                throw LabError("--momentum is for sgd, momentum and nesterov; \(known) takes none.")
            }
            optimizer = try Optimizer(name: known, learningRate: rate)
            code =
                known == "amsGrad"
                ? SwiftCode.call(".adam", [rateCode, "amsgrad: true"]) : SwiftCode.call(".\(known)", [rateCode])
            return
        }
        let strength = momentum ?? (known == "sgd" ? 0 : 0.9)
        let isNesterov = known == "nesterov"
        optimizer =
            rate.map { .sgd(learningRate: $0, momentum: strength, nesterov: isNesterov) }
            ?? .sgd(momentum: strength, nesterov: isNesterov)
        let momentumCode = strength == 0 ? nil : "momentum: \(SwiftCode.number(strength))"
        code = SwiftCode.call(".sgd", [rateCode, momentumCode, isNesterov ? "nesterov: true" : nil])
    }
}

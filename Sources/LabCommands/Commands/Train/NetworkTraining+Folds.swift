import NeuralEngine

/// `%train … --folds`: cross-validation.
extension NetworkTraining {
    func runFolds(_ context: LabContext) throws {
        guard let model, let folds else { return }
        let data = try form.applied(to: data.parts.train)
        let result = try CrossValidation(
            data, folds: folds, seed: seed, loss: loss, optimizer: optimizer.optimizer, epochs: epochs,
            batchSize: self.data.batch, metrics: metrics, classWeight: classWeight?.weight,
            callbacks: callbacks.callbacks
        ) { _ in
            let network = try model.copy()
            network.reset()
            return network
        }
        context.session.define("\(name)Folds", .crossValidation(result))
        context.show(CrossValidationBundle.bundle(result))
        context.say(
            "\(folds) new networks like \(name) learned; \(name) itself stays as it is. The result is \(name)Folds.")
    }

    var foldsCode: String {
        let arguments = [
            form.code(data.parts.name), folds.map { "folds: \($0)" }, "seed: \(seed)", "loss: \(loss.code)",
            "optimizer: \(optimizer.code)", "epochs: \(epochs)", "batchSize: \(data.batch)", metricsCode,
            classWeight.map { "classWeight: \($0.code)" }, callbacksCode,
        ]
        return "let \(name)Folds = try " + SwiftCode.call("CrossValidation", arguments) + """
             { _ in
                let network = try \(name).copy()
                network.reset()
                return network
            }
            \(name)Folds
            """
    }
}

import ArgumentParser
import NeuralEngine

/// The options of `%train` that watch a training, and may end it.
struct CallbackOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            End after so many epochs without an improvement, with the best epoch's weights: 10, or with Keras's numbers \
            (10, minDelta: 0.001, baseline: 0.5, startFromEpoch: 20, restoreBestWeights: false, mode: max).
            """, valueName: "patience"))
    var earlyStopping: String?

    @Option(
        name: [.customLong("reduce-lr-on-plateau"), .customLong("reduce-lr")],
        help: ArgumentHelp(
            """
            Lower the learning rate after so many epochs without an improvement: 5, or (5, factor: 0.5, minDelta: 0.001, \
            cooldown: 2, minLearningRate: 1e-5, mode: max).
            """, valueName: "patience"))
    var reduceLR: String?

    @Option(help: "What improvements are of: val_loss (when left out, with validation data), loss, val_accuracy, …")
    var monitor: String?

    @Option(
        help: ArgumentHelp(
            """
            Write all that the training knows to this file after each epoch: run.ckpt, epoch{epoch}.ckpt, or (run.ckpt, \
            saveBestOnly: true, everyEpochs: 5).
            """, valueName: "file"))
    var checkpoint: String?

    @Option(
        name: [.customLong("csv-log"), .customLong("csv-logger")],
        help: ArgumentHelp(
            "Write a line an epoch to this file: run.csv, or (run.csv, append: true, separator: ';').",
            valueName: "file"))
    var csvLog: String?

    @Option(
        help: ArgumentHelp(
            "Go on from a checkpoint, as if the training had never ended; --epochs counts its epochs in.",
            valueName: "file"))
    var resume: String?

    /// What was given of what a perceptron has no use for.
    var given: [String] {
        [
            ("--early-stopping", earlyStopping != nil), ("--reduce-lr-on-plateau", reduceLR != nil),
            ("--monitor", monitor != nil), ("--checkpoint", checkpoint != nil), ("--csv-log", csvLog != nil),
            ("--resume", resume != nil),
        ].filter(\.1).map(\.0)
    }
}

extension CallbackOptions {
    /// The callbacks, new ones for each call.
    ///
    /// - Throws: ``LabError`` for numbers that make no sense, a name that is not measured, or a file that cannot be written.
    func choice(_ monitors: MonitorWord) throws -> CallbackChoice {
        var choice = CallbackChoice()
        if let csvLog { try choice.add(csvLog, CallbackForms.csvLogger) }
        if let checkpoint { try choice.add(checkpoint, CallbackForms.checkpoint(monitors, monitor)) }
        if let reduceLR { try choice.add(reduceLR, CallbackForms.reduceLROnPlateau(monitors, monitor)) }
        // Behind the others, which shall hear of the last epoch's own weights.
        if let earlyStopping { try choice.add(earlyStopping, CallbackForms.earlyStopping(monitors, monitor)) }
        if let monitor, !choice.watches {
            throw LabError(
                "--monitor \(monitor) is for --early-stopping, --reduce-lr-on-plateau, or a --checkpoint with saveBestOnly."
            )
        }
        return choice
    }
}

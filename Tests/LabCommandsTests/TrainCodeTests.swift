import LabCommands
import NeuralEngine
import Testing

/// What `%train … --swift` prints for each option. That it compiles and gives the same numbers is tested end to end, through the
/// kernel (`test_commands.py`).
@Suite struct TrainCodeTests {
    @Test(arguments: [
        // 64 examples in batches of 16 are 4 steps an epoch; a decay lasts until the end unless it says otherwise.
        ("--schedule cosineDecay", "optimizer: .adam().scheduled(.cosineDecay(decaySteps: 40))"),
        (
            "--schedule cosineDecay(per: epoch)",
            "optimizer: .adam().scheduled(.cosineDecay(decaySteps: 10), per: .epoch)"
        ),
        (
            "--schedule cosineDecay(1_000, alpha: 0.1, warmupTarget: 0.01, warmupSteps: 5)",
            ".scheduled(.cosineDecay(decaySteps: 1000, alpha: 0.1, warmupTarget: 0.01, warmupSteps: 5))"
        ),
        ("--schedule cosineDecay(warmupSteps: 8)", ".scheduled(.cosineDecay(decaySteps: 32, warmupSteps: 8))"),
        (
            "--schedule linearWarmup(10, start: 0.1, then: cosineDecay)",
            ".scheduled(.linearWarmup(steps: 10, start: 0.1, then: .cosineDecay(decaySteps: 30)))"
        ),
        (
            "--schedule exponentialDecay(rate: 0.96, every: 4, staircase: true)",
            ".scheduled(.exponentialDecay(decaySteps: 4, decayRate: 0.96, staircase: true))"
        ),
        (
            "--schedule exponentialDecay(0.96, every: 100)",
            ".scheduled(.exponentialDecay(decaySteps: 100, decayRate: 0.96))"
        ),
        (
            "--schedule inverse_time_decay(decay_steps: 4, decay_rate: 0.5)",
            ".scheduled(.inverseTimeDecay(decaySteps: 4, decayRate: 0.5))"
        ),
        (
            "--schedule polynomialDecay(end: 0.001, power: 2, cycle: true)",
            ".scheduled(.polynomialDecay(decaySteps: 40, endLearningRate: 0.001, power: 2, cycle: true))"
        ),
        (
            "--schedule PiecewiseConstantDecay([10, 20], [0.1, 0.01, 1e-3])",
            ".scheduled(.piecewiseConstant(boundaries: [10, 20], values: [0.1, 0.01, 0.001]))"
        ),
        (
            "--schedule piecewiseConstant(3, [0.1, 0.01], per: epoch)",
            ".scheduled(.piecewiseConstant(boundaries: [3], values: [0.1, 0.01]), per: .epoch)"
        ),
        (
            "--schedule cosineDecayRestarts(10, tMul: 1, mMul: 0.5, alpha: 0.1)",
            ".scheduled(.cosineDecayRestarts(firstDecaySteps: 10, tMul: 1, mMul: 0.5, alpha: 0.1))"
        ),
        ("--schedule constant", "optimizer: .adam().scheduled(.constant)"),
        ("--optimizer adam(beta1: 0.8, amsgrad: true)", "optimizer: .adam(beta1: 0.8, amsgrad: true)"),
        (
            "--optimizer 'Adam(0.1, beta_2: .99, epsilon: 1e-6)'",
            ".adam(learningRate: 0.1, beta2: 0.99, epsilon: 1e-06)"
        ),
        ("--optimizer amsgrad --lr 0.1", ".adam(learningRate: 0.1, amsgrad: true)"),
        ("--optimizer sgd(momentum: 0.5, nesterov: true)", ".sgd(momentum: 0.5, nesterov: true)"),
        ("--optimizer momentum(0.1)", ".sgd(learningRate: 0.1, momentum: 0.9)"),
        ("--optimizer nesterov --momentum 0.5", ".sgd(momentum: 0.5, nesterov: true)"),
        (
            "--optimizer rmsProp(rho: 0.8, momentum: 0.1, epsilon: 1e-5, centered: true)",
            ".rmsProp(rho: 0.8, momentum: 0.1, epsilon: 1e-05, centered: true)"
        ),
        ("--optimizer rmsprop --momentum 0.1", ".rmsProp(momentum: 0.1)"),
        ("--optimizer adadelta(rho: 0.9)", ".adaDelta(rho: 0.9)"),
        ("--optimizer adagrad(initialAccumulatorValue: 0.5)", ".adagrad(initialAccumulatorValue: 0.5)"),
        ("--optimizer adamW(weightDecay: 0.01)", ".adamW(weightDecay: 0.01)"),
        ("--optimizer nadam(momentumDecay: 1)", ".nadam(momentumDecay: 1)"),
        ("--optimizer adamax(epsilon: 1e-6)", ".adamax(epsilon: 1e-06)"),
        ("--optimizer lion(beta2: 0.9)", ".lion(beta2: 0.9)"), ("--optimizer gradientDescent", ".gradientDescent()"),
        ("--clip-norm 1", ".adam().clipped(.norm(1))"), ("--clip-value 0.5", ".adam().clipped(.value(0.5))"),
        ("--global-clip-norm 1", ".adam().clipped(.globalNorm(1))"),
        ("--weight-decay 0.01", ".adam().decaying(0.01)"),
        ("--weight-decay (0.01, decaying: matrices)", ".adam().decaying(0.01, .matrices)"),
        ("--ema-momentum 0.9", ".adam().averaged(momentum: 0.9)"),
        (
            "--optimizer sgd --lr 0.1 --schedule cosineDecay(9) --clip-norm 1 --weight-decay 0.1 --ema-momentum 0.9",
            "optimizer: .sgd(learningRate: 0.1).scheduled(.cosineDecay(decaySteps: 9)).clipped(.norm(1)).decaying(0.1)"
                + ".averaged(momentum: 0.9)"
        ),
        (
            "--early-stopping 10",
            "callbacks: [EarlyStopping(patience: 10, restoreBestWeights: true)]"
        ),
        (
            "--early-stopping (5, minDelta: 0.001, mode: max, baseline: 0.5, startFromEpoch: 2) --monitor val_acc",
            "EarlyStopping(monitor: \"validation accuracy\", minDelta: 0.001, patience: 5, mode: .max, baseline: 0.5, "
                + "restoreBestWeights: true, startFromEpoch: 2)"
        ),
        (
            "--early-stopping (5, restoreBestWeights: false) --validation none",
            "callbacks: [EarlyStopping(monitor: .loss, patience: 5)]"
        ),
        (
            "--early-stopping (5, monitor: 'validation accuracy') --monitor loss --reduce-lr 2",
            """
                callbacks: [
                    ReduceLROnPlateau(monitor: .loss, patience: 2),
                    EarlyStopping(monitor: "validation accuracy", patience: 5, restoreBestWeights: true),
                ]
            """
        ),
        (
            "--reduce-lr-on-plateau (2, factor: 0.5, minDelta: 0, cooldown: 1, min_lr: 1e-5, mode: min)",
            "ReduceLROnPlateau(factor: 0.5, patience: 2, mode: .min, minDelta: 0, cooldown: 1, minLearningRate: 1e-05)"
        ),
        ("--checkpoint run.ckpt", "callbacks: [ModelCheckpoint(\"run.ckpt\")]"),
        (
            "--checkpoint (run{epoch}.ckpt, saveBestOnly: true, mode: max, everyEpochs: 2, monitor: val_accuracy)",
            "ModelCheckpoint(\"run{epoch}.ckpt\", monitor: \"validation accuracy\", saveBestOnly: true, mode: .max, "
                + "everyEpochs: 2)"
        ),
        ("--csv-log run.csv", "callbacks: [CSVLogger(\"run.csv\")]"),
        (
            "--csv-logger (run.csv, append: true, separator: ;)",
            "callbacks: [CSVLogger(\"run.csv\", separator: \";\", append: true)]"
        ),
        ("--resume 'my run.ckpt'", "resuming: TrainingCheckpoint(contentsOf: \"my run.ckpt\")"),
        ("--class-weight balanced", "classWeight: .balanced"),
        ("--class-weight 1:10,0:0.5", "classWeight: [0: 0.5, 1: 10]"), ("--class-weight (1: 2)", "classWeight: [1: 2]"),
        ("--sample-weight weights", "sampleWeight: weights"),
        ("--validation-split 0.25", "validationSplit: 0.25"),
        ("--metric f1,top3Accuracy --metric macroRecall", "[.f1, .topKAccuracy(k: 3), .recall(average: .macro)]"),
        ("--metrics precision(average: perClass)", "metrics: [.precision(average: .perClass)]"),
        ("--loss categoricalCrossEntropy(labelSmoothing: 0.1)", "loss: .categoricalCrossEntropy(labelSmoothing: 0.1)"),
        ("--loss cce(from_logits: True)", "loss: .categoricalCrossEntropy(fromLogits: true)"),
        ("--loss huber(0.5)", "loss: .huber(delta: 0.5)"),
        (
            "--loss binaryFocalCrossEntropy(alpha: 0.25, gamma: 1)",
            "loss: .binaryFocalCrossEntropy(alpha: 0.25, gamma: 1)"
        ),
        (
            "--folds 4",
            """
            let clfFolds = try CrossValidation(
                blobs,
                folds: 4,
                seed: 0,
                loss: .categoricalCrossEntropy,
                optimizer: .adam(),
                epochs: 10,
                batchSize: 16,
                metrics: [.accuracy]) { _ in
                let network = try clf.copy()
                network.reset()
                return network
            }
            clfFolds
            """
        ),
    ])
    func anOptionInSwift(options: String, expected: String) throws {
        let lab = LabTranscript()
        lab.session.bind("weights", type: "Tensor") { Tensor([1, 2]) }
        #expect(
            lab.run("%data blobs --classes 2 --samples 80 --split 0.8", "%network clf dense(2, softmax)") == nil)
        let code = lab.text(of: "%train clf --on blobs --epochs 10 --batch 16 \(options) --swift")
        #expect(code.contains(expected), "\(code)")
    }

    @Test(arguments: [
        "--loss", "--metric", "--epochs", "--batch", "--validation", "--validation-split", "--class-weight",
        "--sample-weight", "--folds", "--seed", "--no-shuffle", "--optimizer", "--learning-rate", "--momentum",
        "--schedule", "--weight-decay", "--clip-norm", "--clip-value", "--global-clip-norm", "--ema-momentum",
        "--early-stopping", "--reduce-lr-on-plateau", "--monitor", "--checkpoint", "--csv-log", "--resume", "--swift",
        "cosineDecay", "rmsProp", "huber", "f1",
    ])
    func helpTellsOfIt(word: String) { #expect(LabTranscript().text(of: "%train --help").contains(word)) }
}

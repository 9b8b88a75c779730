import LabCommands
import NeuralEngine
import Testing

/// What a user can get wrong in a line, kind by kind: an error each time, with what was given and what was expected, and the
/// session goes on as it was.
@Suite struct BadInputTests {
    @Test(arguments: [
        // Labels outside of the classes, and targets of another form.
        ("%train two --on three", ["label 2", "2 outputs", "0..<2"]),
        ("%train two --on three --loss mse", ["[batch, 2]", "[60]", "[60, 2]"]),
        ("%evaluate two --on three", ["label 2", "0..<2"]),
        ("%train one --on three --loss bce", ["0 to 1", "row", "2"]),
        ("%train one --on three --loss hinge", ["-1 and +1", "2"]),
        ("%train p --on three", ["two classes"]),
        ("%train two --on line", ["label 0.5", "0..<2"]),
        // Sizes, rates and probabilities.
        ("%train two --on moons --epochs -3", ["--epochs is -3"]),
        ("%train two --on moons --epochs 1.5", ["1.5", "--epochs"]),
        ("%train two --on moons --epochs 1e30", ["1e30", "--epochs"]),
        ("%train two --on moons --batch 0", ["--batch is 0", "40"]),
        ("%train two --on moons --batch 41", ["--batch is 41", "40"]),
        ("%train two --on moons --batch 33 --validation-split 0.25", ["--batch is 33", "30 examples"]),
        ("%train two --on moons --learning-rate 0", ["learning rate", "0"]),
        ("%train two --on moons --learning-rate 1e-60", ["learning rate", "positive"]),
        ("%train two --on moons --optimizer sgd --momentum 1", ["--momentum is 1.0", "below 1"]),
        ("%train two --on moons --clip-norm 0", ["--clip-norm is 0.0", "positive"]),
        ("%train two --on moons --clip-value nan", ["--clip-value is nan"]),
        ("%train two --on moons --clip-norm 1 --global-clip-norm 1", ["--clip-norm and --global-clip-norm"]),
        ("%train two --on moons --ema-momentum 1", ["--ema-momentum is 1"]),
        ("%train two --on moons --weight-decay -0.1", ["-0.1 is no factor"]),
        ("%train two --on moons --weight-decay (0.1, decaying: some)", ["decaying is some", "all or matrices"]),
        ("%train two --on moons --optimizer adamW --weight-decay 0.1", ["adamW(weightDecay: 0.1)"]),
        ("%train two --on moons --validation-split 0", ["--validation-split is 0", "40 examples"]),
        ("%train two --on moons --validation-split 1", ["--validation-split is 1"]),
        ("%train two --on moons --validation-split nan", ["--validation-split is .nan"]),
        ("%train two --on moons --validation-split 0.2 --validation moons", ["leave out one"]),
        ("%train two --on moons --folds 1", ["--folds is 1", "2 to"]),
        ("%train two --on single --folds 2", ["--folds is 2", "1 examples"]),
        ("%train two --on single --validation-split 0.5", ["--validation-split is 0.5", "1 examples"]),
        ("%train two --on moons --folds 41", ["--folds is 41", "40 examples"]),
        ("%train two --on moons --folds 4 --batch 31", ["--batch is 31", "30 examples"]),
        ("%train two --on moons --folds 3 --validation moons", ["--validation", "--folds"]),
        ("%train two --on moons --folds 3 --checkpoint run.ckpt", ["--checkpoint", "--folds"]),
        // Numbers of words.
        ("%train two --on moons --optimizer adam(beta1: 2)", ["adam(beta1: 2)", "2 is no beta1", "below 1"]),
        ("%train two --on moons --optimizer adam(rho: 0.9)", ["adam has no rho", "beta1:"]),
        ("%train two --on moons --optimizer adam(bta1: 0.9)", ["Did you mean beta1?"]),
        ("%train two --on moons --optimizer sgd(nesterov: maybe)", ["nesterov is maybe", "true or false"]),
        ("%train two --on moons --optimizer adam(0.1) --lr 0.1", ["learningRate is given twice", "--learning-rate"]),
        ("%train two --on moons --optimizer adam(0.1, 0.2)", ["2 values", "adam(learningRate)"]),
        ("%train two --on moons --loss huber(delta: -1)", ["-1 is no delta"]),
        ("%train two --on moons --loss mse(3)", ["mse(3)", "1 value"]),
        ("%train two --on moons --loss cce(labelSmoothing: 1)", ["1 is no labelSmoothing", "below 1"]),
        ("%train two --on moons --loss cce(fromLogits: true)", ["fromLogits", "softmax"]),
        ("%train two --on moons --metric f1(average: all)", ["average is all", "macro"]),
        ("%train two --on moons --metric topKAccuracy(0)", ["0 is no k"]),
        ("%train two --on moons --metric accuracy,precison", ["did you mean \"precision\"?"]),
        // Schedules.
        ("%train two --on moons --schedule cosinDecay", ["did you mean \"cosineDecay\"?"]),
        ("%train two --on moons --schedule cosineDecay(0)", ["0 is no decaySteps"]),
        ("%train two --on moons --schedule cosineDecay(10, alpha: 2)", ["2 is no alpha", "0 to 1"]),
        ("%train two --on moons --schedule cosineDecay(per: minute)", ["per is minute", "step or epoch"]),
        ("%train two --on moons --schedule exponentialDecay(100, 0.96)", ["2 values", "decaySteps:, decayRate:"]),
        ("%train two --on moons --schedule exponentialDecay(rate: 0.96)", ["decaySteps is missing"]),
        ("%train two --on moons --schedule exponentialDecay(rate: 0, every: 1)", ["0 is no decayRate"]),
        ("%train two --on moons --schedule piecewiseConstant([10], [0.1])", ["1 for 1 boundaries"]),
        ("%train two --on moons --schedule piecewiseConstant([1.5], [0.1, 0.2])", ["[1.5]", "whole numbers"]),
        (
            "%train two --on moons --lr 0.1 --schedule piecewiseConstant([10], [0.1, 0.01])",
            ["leave --learning-rate out"]
        ),
        ("%train two --on moons --schedule linearWarmup(5, then: cosine)", ["did you mean \"cosineDecay\"?"]),
        ("%train two --on moons --schedule linearWarmup(5, then: cosineDecay(per: epoch))", ["has no per"]),
        ("%train two --on moons --schedule cosineDecay --reduce-lr 3", ["both set the learning rate"]),
        // Callbacks.
        ("%train two --on moons --early-stopping soon", ["soon is no patience", "whole number from 0"]),
        ("%train two --on moons --early-stopping -1", ["-1 is no patience"]),
        ("%train two --on moons --early-stopping (3, minDelta: -1)", ["-1 is no minDelta"]),
        ("%train two --on moons --early-stopping (3, patiens: 3)", ["Did you mean patience?"]),
        ("%train two --on moons --early-stopping (minDelta: 1)", ["patience is missing"]),
        ("%train two --on moons --early-stopping 3 --monitor val_loss", ["no validation data"]),
        ("%train two --on moons --early-stopping 3 --monitor f1", ["loss, accuracy", "--metric"]),
        ("%train two --on moons --early-stopping 3 --monitor acuracy", ["did you mean \"accuracy\"?"]),
        ("%train two --on moons --monitor loss", ["--early-stopping"]),
        ("%train two --on moons --reduce-lr (3, factor: 2)", ["2 is no factor", "between 0 and 1"]),
        ("%train two --on moons --checkpoint /no/such/folder/run.ckpt", ["/no/such/folder", "No such file"]),
        ("%train two --on moons --checkpoint (run.ckpt, everyEpochs: 0)", ["0 is no everyEpochs"]),
        ("%train two --on moons --checkpoint (run.ckpt, monitor: loss)", ["saveBestOnly: true"]),
        ("%train two --on moons --csv-log /no/such/folder/run.csv", ["/no/such/folder", "No such file"]),
        ("%train two --on moons --resume missing.ckpt", ["missing.ckpt", "No such file"]),
        ("%train p --on and --early-stopping 3", ["--early-stopping", "perceptron"]),
        ("%train p --on and --optimizer adam", ["--optimizer", "perceptron"]),
        // Weights of classes and examples.
        ("%train two --on moons --class-weight 0:1,7:2", ["\"7\"", "0, 1"]),
        ("%train two --on moons --class-weight 0=1", ["0=1", "0:1,1:10"]),
        ("%train two --on moons --class-weight 0:-1", ["0:-1", "from 0"]),
        ("%train two --on moons --class-weight 0:1,0:2", ["class 0 is given twice"]),
        ("%train two --on moons --class-weight balancd", ["balancd", "balanced"]),
        ("%train flower --on iris --class-weight setosaa:1", ["did you mean \"setosa\"?"]),
        ("%train number --on line --class-weight 0:1", ["line", "none"]),
        ("%train number --on line --class-weight balanced", ["classWeight", "meanSquaredError"]),
        ("%train two --on moons --sample-weight numbers", ["\"numbers\" is no tensor", "[Int]"]),
        ("%train two --on moons --sample-weight nothing", ["no tensor named \"nothing\""]),
        ("%train two --on moons --sample-weight weights", ["sampleWeight has shape [2]", "40 examples"]),
        // Shapes that do not fit: both, with the layer's name.
        ("%network a conv2d(8, 3) --input 8x8", ["Conv2D", "[batch, height, width, channels]", "[batch, 8, 8]"]),
        ("%network a dense(4) residual(dense(3)) --input 2", ["Residual", "[batch, 3]", "[batch, 4]"]),
        ("%network a dense(4) reshape(3) --input 2", ["Reshape", "[batch, 4]", "[batch, 3]"]),
        ("%network a lstm(8) --input 4", ["LSTM", "[batch, time, features]", "[batch, 4]"]),
        ("%network a conv2d(8, 9) --input 8x8x1", ["Conv2D", "kernelSize [9, 9]", "[batch, 8, 8, 1]"]),
        ("%network a dense(6) groupNormalization(4) --input 2", ["GroupNormalization", "[batch, 6]", "4"]),
        ("%network a permute(2, 1) --input 2", ["Permute", "[2, 1]", "[batch, 2]"]),
        (
            "%network a dense(4, initializer: identity) flatten prelu(alphaInitializer: identity) --input 2",
            ["identity"]
        ),
        ("%network a embedding(10, 4) --input 5 --seed -1", ["--seed is -1"]),
        ("%train token --on moons --loss mse", ["Layer 0 (Embedding)", "0 to 9"]),
        ("%predict two 1 2 3", ["[2]", "3 were given"]),
        ("%predict two nan 2", ["\"nan\" is not a number"]), ("%predict two 1,,2", ["\"\" is not a number"]),
        ("%evaluate flower --on moons", ["[batch, 4]", "[40, 2]"]),
        // Measuring.
        ("%evaluate two --on moons --metric acuracy", ["did you mean \"accuracy\"?"]),
        ("%evaluate two --on moons --metric topKAccuracy(5)", ["5", "2"]),
        ("%evaluate two --on moons --loss huber(delta: x)", ["x is no delta"]),
        ("%evaluate number --on line --report", ["classes"]),
        ("%evaluate p --on and --metric f1", ["--metric", "perceptron"]),
        // Misspelt options and words.
        ("%train two --on moons --erly-stopping 3", ["Did you mean '--early-stopping'?"]),
        ("%train two --on moons --rate 0.1", ["Unknown option '--rate'. Did you mean '--learning-rate'?", "Usage:"]),
        ("%train two --on moons --zzz 0.1", ["Unknown option '--zzz'.\nUsage:"]),
        ("%train two --on moons --scedule constant", ["Did you mean '--schedule'?"]),
        ("%train two --on moons --epochs 3 --epochs 5", ["--epochs is given twice"]),
        ("%train two --on moons --lr 3 --learning-rate=5", ["--learning-rate is given twice"]),
        ("%network a dense(16 relu)", ["16 relu is no units", "Commas"]),
        ("%evaluate two --on moons --reprot", ["Did you mean '--report'?"]),
        ("%help conv2", ["Did you mean conv2d?"]),
        // Data.
        ("%data moons --samples 0", ["0"]), ("%data moons --samples -5", ["-5"]),
        ("%data moons --noise inf", ["inf"]), ("%data circles --factor 1", ["inner circle", "below 1"]),
        ("%data blobs --classes 0", ["0", "classes"]), ("%data spirals --turns nan", ["nan"]),
        ("%data moons --samples 3 --split 0.99", ["empty"]), ("%data and --noise 0.1", ["--noise is for"]),
    ])
    func isAnError(line: String, pieces: [String]) throws {
        let lab = try Self.lab()
        let before = lab.defined
        let weights = try lab.session.network("two").weights
        let message = try #require(lab.run(line), "no error")
        #expect(message.hasPrefix("Error: "))
        for piece in pieces { #expect(message.contains(piece), "\(message)") }
        #expect(lab.defined == before, "what failed defines nothing")
        #expect(try lab.session.network("two").weights == weights, "what failed trains nothing")
        #expect(lab.run("%who") == nil)
    }

    @Test(arguments: [
        ("", ["empty.csv", "empty"]), ("a,b,y\n", ["empty.csv", "no examples"]),
        ("a,b,y\n1,2\n", ["empty.csv:2", "3"]),
        ("a,b,y\n1,nan,0\n", ["empty.csv:2"]),
    ])
    func dataThatAreNone(text: String, pieces: [String]) throws {
        let lab = LabTranscript()
        let path = try TemporaryFile.write(text, name: "empty.csv")
        let message = try #require(lab.run("%data csv \(path) --target y"), "no error")
        for piece in pieces { #expect(message.contains(piece), "\(message)") }
        #expect(lab.defined.isEmpty)
    }

    @Test func aFileThatIsNoCheckpoint() throws {
        let lab = try Self.lab()
        let path = try TemporaryFile.write("epoch,loss\n1,0.5\n", name: "run.csv")
        let message = try #require(lab.run("%train two --on moons --resume '\(path)'"))
        #expect(message.contains("run.csv"), "\(message)")
        #expect(message.contains("something else"), "\(message)")
    }

    @Test func aCheckpointOfAnotherNetworkOrOptimizer() throws {
        let lab = try Self.lab()
        let path = try TemporaryFile.path("run.ckpt")
        #expect(lab.run("%train two --on moons --epochs 2 --checkpoint '\(path)'") == nil)
        let other = try #require(lab.run("%train one --on moons --epochs 4 --resume '\(path)'"))
        #expect(other.contains("another network"), "\(other)")
        let optimizer = try #require(lab.run("%train two --on moons --epochs 4 --optimizer sgd --resume '\(path)'"))
        #expect(optimizer.contains("the state of adam"), "\(optimizer)")
        let done = try #require(lab.run("%train two --on moons --epochs 2 --resume '\(path)'"))
        #expect(done.contains("holds 2 epochs") && done.contains("--epochs 22"), "\(done)")
    }

    private static func lab() throws -> LabTranscript {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data iris", "%data and", "%data moons --samples 40", "%data blobs --samples 60 --name three",
                "%network two dense(2, softmax) --input 2", "%network one dense(1, sigmoid) --input 2",
                "%network flower dense(3, softmax) --input 4", "%network number dense(1) --input 2",
                "%network token embedding(10, 4) flatten dense(1) --input 2", "%network p perceptron") == nil)
        lab.session.bind("numbers", type: "[Int]") { [1, 2] }
        lab.session.bind("weights", type: "Tensor") { Tensor([1, 2]) }
        let line = try Dataset(
            name: "line", features: Tensor(rows: [[0, 1], [1, 2], [2, 3], [3, 4]]),
            targets: Tensor([0.5, 1.5, 2.5, 3.5]))
        lab.session.bind("line", type: "Dataset") { line }
        let single = try Dataset(name: "single", features: Tensor(rows: [[0, 1]]), targets: Tensor([1]))
        lab.session.bind("single", type: "Dataset") { single }
        return lab
    }
}

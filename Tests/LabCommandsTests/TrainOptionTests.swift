import Display
import Foundation
import LabCommands
import NeuralEngine
import Testing

/// Options of `%train` do what the engine does when it is called by hand.
@Suite struct TrainOptionTests {
    private func lab(_ data: String = "%data moons --samples 80 --noise 0.3 --split 0.8 --seed 3") throws
        -> LabTranscript
    {
        let lab = LabTranscript()
        #expect(lab.run(data, "%network n dense(8, tanh) dense(2, softmax) --seed 9 --input 2") == nil)
        return lab
    }

    private func network() throws -> Sequential {
        try Sequential(inputShape: [2], seed: 9, name: "n") {
            Dense(8, activation: .tanh)
            Dense(2, activation: .softmax)
        }
    }

    @Test func optimizerScheduleAndClippingReachTheEngine() throws {
        let lab = try lab()
        #expect(
            lab.run(
                "%train n --on moons --epochs 6 --batch 16 --optimizer rmsProp(rho: 0.8) --lr 0.05 --clip-norm 0.1 "
                    + "--schedule exponentialDecay(rate: 0.5, every: 2, per: epoch) --weight-decay 0.1 "
                    + "--class-weight 1:3") == nil)
        let model = try network()
        let optimizer = Optimizer.rmsProp(learningRate: 0.05, rho: 0.8)
            .scheduled(.exponentialDecay(decaySteps: 2, decayRate: 0.5), per: .epoch).clipped(.norm(0.1)).decaying(0.1)
        let history = try model.fit(
            lab.session.dataset("moons"), loss: .categoricalCrossEntropy, optimizer: optimizer, epochs: 6,
            batchSize: 16,
            validation: lab.session.dataset("moonsTest"), metrics: [.accuracy], classWeight: [1: 3])
        #expect(try lab.session.network("n").weights == model.weights)
        let own = try lab.session.history("nHistory")
        #expect(own.loss == history.loss)
        #expect(own.learningRate == history.learningRate)
        #expect(Set(own.learningRate).count == 6)
    }

    @Test func earlyStoppingEndsWithTheBestWeights() throws {
        let lab = try lab()
        #expect(lab.run("%train n --on moons --epochs 400 --lr 0.2 --early-stopping 3") == nil)
        let history = try lab.session.history("nHistory")
        #expect(history.stoppedEarly)
        let best = try #require(history.validationLoss.min())
        let evaluation = try lab.session.network("n").evaluate(lab.session.dataset("moonsTest"))
        // Measured twice with the same weights, plans and batches: the same bits.
        #expect(evaluation.loss == best)
        let place = try #require(history.validationLoss.firstIndex(of: best))
        #expect(lab.said.last?.contains("best in epoch \(place + 1) ") == true)
        #expect(lab.said.last?.contains("stopped early in epoch \(history.epochs)") == true)
    }

    @Test func aTrainingGoesOnFromItsCheckpoint() throws {
        let path = try TemporaryFile.path("run.ckpt")
        let log = try TemporaryFile.path("run.csv")
        let (whole, parts) = (try lab(), try lab())
        #expect(whole.run("%train n --on moons --epochs 6") == nil)
        #expect(parts.run("%train n --on moons --epochs 4 --checkpoint '\(path)' --csv-log '\(log)'") == nil)
        parts.run("%network n dense(8, tanh) dense(2, softmax) --seed 1 --input 2")
        #expect(
            parts.run("%train n --on moons --epochs 6 --resume '\(path)' --csv-log ('\(log)', append: true)") == nil)
        #expect(try parts.session.network("n").weights == whole.session.network("n").weights)
        let losses = try whole.session.history("nHistory").loss
        #expect(try parts.session.history("nHistory").loss == losses)
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines.first?.hasPrefix("epoch,learning rate,loss,accuracy,validation loss") == true)
        #expect(lines.last?.hasPrefix("6,0.001,\(losses[5]),") == true)
    }

    @Test func foldsTrainNewNetworks() throws {
        let lab = try lab("%data moons --samples 60 --noise 0.2 --seed 3")
        let weights = try lab.session.network("n").weights
        #expect(lab.run("%train n --on moons --folds 3 --epochs 4 --seed 5 --metric f1") == nil)
        #expect(try lab.session.network("n").weights == weights)
        let result = try lab.session.crossValidation("nFolds")
        let expected = try CrossValidation(
            lab.session.dataset("moons"), folds: 3, seed: 5, loss: .categoricalCrossEntropy, epochs: 4, batchSize: 32,
            metrics: [.f1]
        ) { _ in try network() }
        #expect(result.evaluations == expected.evaluations)
        #expect(lab.defined.last == "nFolds: CrossValidation")
        let table = lab.shown.last?.text ?? ""
        #expect(table.contains("mean") && table.contains("deviation") && table.contains("f1"), "\(table)")
        #expect(table.split(separator: "\n").count == 7)
        #expect(lab.text(of: "%summary nFolds") == table)
        #expect(lab.text(of: "%who").contains("CrossValidation"))
    }

    @Test(arguments: [
        ("iris", "dense(3)", "categoricalCrossEntropy", "dense(3, softmax)"),
        ("iris", "dense(3) dropout(0.1)", "cce", "categoricalCrossEntropy(fromLogits: true)"),
        ("xor", "dense(4, tanh) dense(1)", "bce", "dense(1, sigmoid)"),
    ])
    func aLossOfProbabilitiesWantsThem(data: String, layers: String, loss: String, advice: String) throws {
        let lab = LabTranscript()
        let error = lab.run("%data \(data)", "%network a \(layers)", "%train a --on \(data) --loss \(loss) --epochs 1")
        #expect(error?.contains(advice) == true, "\(error ?? "no error")")
        #expect(lab.run("%train a --on \(data) --loss mse --epochs 1") == nil)
    }

    @Test func lossesWithNumbersReadTargetsAsTheOthers() throws {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data xor", "%network a dense(4, tanh) dense(1) --seed 1",
                "%train a --on xor --loss binaryCrossEntropy(fromLogits: true) --epochs 3",
                "%network b dense(4, tanh) dense(1, sigmoid) --seed 1",
                "%train b --on xor --loss binaryCrossEntropy(labelSmoothing: 0.1) --epochs 3") == nil)
        #expect(lab.said.filter { $0.contains("read as 0 and 1") }.count == 2)
    }

    @Test(arguments: [
        ("conv2d(4, 3) globalAveragePooling2D dense(10, softmax)", "categoricalCrossEntropy"),
        ("flatten dense(10) softmax dropout(0.1)", "categoricalCrossEntropy"),
        ("flatten dense(10, sigmoid) gaussianNoise(0.1)", "binaryCrossEntropy"),
        ("flatten reshape(8, 8) timeDistributed(dense(4, softmax))", "categoricalCrossEntropy"),
        ("reshape(8, 8, 1) conv2d(1, 3, sigmoid)", "binaryCrossEntropy"),
        ("flatten frozen(dense(10, softmax))", "categoricalCrossEntropy"),
    ])
    func theLossGoesWithTheLastActivation(layers: String, loss: String) throws {
        let lab = LabTranscript()
        let input = layers.hasPrefix("conv2d") ? "8x8x1" : "8x8"
        #expect(lab.run("%data digits", "%network d \(layers) --input \(input)") == nil)
        #expect(lab.text(of: "%train d --on digits --swift").contains("loss: .\(loss),"))
    }
}

import Display
import Foundation
import LabCommands
import NeuralEngine
import Testing

/// `%evaluate`, `%predict` and `%summary` as their user reads them.
@Suite struct MeasuringTests {
    private func trained() throws -> LabTranscript {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data iris --split 0.7 --seed 1 --standardize",
                "%network clf dense(8, tanh) dense(3, softmax) --seed 2",
                "%train clf --on iris --epochs 60 --lr 0.05") == nil)
        return lab
    }

    @Test func evaluationByOtherMetricsAndLosses() throws {
        let lab = try trained()
        let text = lab.text(of: "%evaluate clf --on iris --metric f1,top2Accuracy --loss mse")
        let data = try lab.session.dataset("irisTest").oneHot()
        let expected = try lab.session.network("clf").evaluate(
            data, loss: .meanSquaredError, metrics: [.f1, .topKAccuracy(k: 2)])
        #expect(text.contains(expected.description), "\(text)")
        #expect(text.contains("f1") && text.contains("top2Accuracy") && !text.contains("accuracy "))
        #expect(
            lab.text(of: "%evaluate clf --on iris --metric f1 --loss mse --swift")
                == "try clf.evaluate(irisTest.oneHot(), loss: .meanSquaredError, metrics: [.f1])")
    }

    @Test func theReportCountsEachClass() throws {
        let lab = try trained()
        #expect(lab.run("%evaluate clf --on iris --report") == nil)
        let text = try #require(lab.shown.last?.text)
        let matrix = try lab.session.network("clf").confusionMatrix(lab.session.dataset("irisTest"))
        let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows[0] == ["setosa", "versicolor", "virginica", "precision", "recall", "f1", "examples"])
        for (place, name) in ["setosa", "versicolor", "virginica"].enumerated() {
            #expect(Array(rows[place + 1].prefix(4)) == [name] + matrix.counts[place].map(String.init))
            #expect(rows[place + 1].last == "15")
            #expect(abs(try #require(Double(rows[place + 1][5])) - matrix.recall[place]) <= 0.00005)  // four digits
        }
        // As many examples of each class: both averages are the plain mean.
        let mean = matrix.precision.reduce(0, +) / 3
        for row in rows[4...5] { #expect(abs(try #require(Double(row[2])) - mean) <= 0.00005) }
        #expect(rows[4].prefix(2) == ["macro", "average"] && rows[5].prefix(2) == ["weighted", "average"])
        #expect(text.contains("accuracy") && text.contains("of 45)"))
        #expect(lab.shown.last?.representations[.html]?.contains("<td") == true)
        #expect(
            lab.text(of: "%evaluate clf --on iris --report --swift")
                == "try display(clf.evaluate(irisTest))\ntry clf.confusionMatrix(irisTest)")
    }

    @Test func aPerceptronHasAReportToo() throws {
        let lab = LabTranscript()
        #expect(
            lab.run("%data and", "%network p perceptron", "%train p --on and", "%evaluate p --on and --report") == nil)
        let rows = (lab.shown.last?.text ?? "").split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows[1].prefix(3) == ["−1", "3", "0"])
        #expect(rows[2].prefix(3) == ["+1", "0", "1"])
    }

    @Test func predictionsNameTheClass() throws {
        let lab = try trained()
        let text = lab.text(of: "%predict clf --on irisTest --count 45")
        #expect(text.contains("class") && text.contains("probability") && text.contains("target"))
        let accuracy = try #require(lab.session.network("clf").evaluate(lab.session.dataset("irisTest")).accuracy)
        let right = Int((accuracy * 45).rounded())
        #expect(lab.said.last == "\(right) of 45 right")
        #expect(text.components(separatedBy: " yes").count == right + 1)
        // The names of the data that it learned from.
        #expect(lab.text(of: "%predict clf 2 -1 1 1").contains("virginica"))
    }

    @Test func ofManyClassesTheLikeliestAreShown() throws {
        let lab = LabTranscript()
        lab.run("%data digits", "%network d flatten dense(10, softmax)", "%train d --on digits --epochs 2")
        let text = lab.text(of: "%predict d --on digits --count 1")
        #expect(text.contains("0: 0.") && text.contains("…"), "\(text)")
    }

    @Test(arguments: [
        ("dense(1, sigmoid)", "--loss bce", "probability"), ("dense(1)", "--loss bce(fromLogits: true)", "class"),
        ("dense(1, sign)", "", "class"), ("dense(1)", "--loss hinge", "class"),
        ("dense(2)", "--loss cce(fromLogits: true)", "class"),
    ])
    func oneOutputSaysAClassToo(layer: String, options: String, heading: String) throws {
        let lab = LabTranscript()
        lab.run("%data and", "%network n \(layer) --seed 1")
        #expect(lab.run("%train n --on and --epochs 200 --lr 0.1 --batch 4 \(options)") == nil)
        let text = lab.text(of: "%predict n --on and")
        #expect(text.contains(heading), "\(text)")
        // A single neuron learns AND, so every answer is right, whichever way it is said.
        #expect(lab.said.last == "4 of 4 right", "\(text)")
    }

    @Test func numbersHaveNoClass() throws {
        let lab = LabTranscript()
        lab.run("%data and", "%network n dense(1) --seed 1", "%train n --on and --epochs 2")
        #expect(!lab.text(of: "%predict n --on and").contains("class"))
    }

    @Test func aHistoryIsATableOfItsEpochs() throws {
        let lab = try trained()
        let history = try lab.session.history("clfHistory")
        let rows = lab.text(of: "%summary clfHistory").split(separator: "\n")
        #expect(rows[1].contains("epoch") && rows[1].contains("validation accuracy"))
        #expect(rows[2].hasPrefix("    1  "))
        #expect(rows.last?.contains("   60  ") == true || rows.last?.hasPrefix("   60") == true)
        let losses = history.validationLoss
        let best = try #require(losses.indices.min { losses[$0] < losses[$1] })
        #expect(rows.contains { $0.hasSuffix("best") && $0.contains(" \(best + 1) ") })
        #expect(rows.count <= 2 + 13)
    }

    @Test func aMisfitIsToldWhenTheNetworkIsDefined() throws {
        let lab = LabTranscript()
        lab.run("%data moons --samples 20")
        let text = lab.text(of: "%network c conv2d(4, 3) flatten dense(2, softmax)")
        #expect(text.contains("cannot take input as in moons") && text.contains("Layer 0 (Conv2D)"), "\(text)")
    }

    @Test(arguments: [
        ("conv2d", ["layer conv2d(filters, kernelSize, activation)\n", "slides over", "by name:", "padding:"]),
        ("%train", ["USAGE: %train"]),
        ("identity", ["activation identity", "initializer identity(gain)"]), ("cosine_decay", ["schedule cosineDecay"]),
        ("Adam", ["optimizer adam(learningRate)", "beta1:"]), ("huber", ["loss huber(delta)"]),
        ("topKAccuracy", ["metric topKAccuracy(k)"]), ("l1l2", ["regularizer l1l2"]),
    ])
    func helpExplainsWords(word: String, pieces: [String]) {
        let text = LabTranscript().text(of: "%help \(word)")
        for piece in pieces { #expect(text.contains(piece), "\(text)") }
    }
}

import Display
import Foundation
import LabCommands
import NeuralEngine
import Testing

@Suite struct SessionTests {
    private func trained(_ lab: LabTranscript) {
        #expect(
            lab.run(
                "%data moons --samples 200 --noise 0.1 --split 0.75 --seed 7",
                "%network clf dense(8, tanh) dense(2, softmax) --seed 1",
                "%train clf --on moons --epochs 5 --lr 0.05") == nil)
    }

    @Test func theWholeWay() throws {
        let lab = LabTranscript()
        trained(lab)
        let folder = try TemporaryFile.folder()
        let file = folder.appendingPathComponent("loss.svg").path
        for line in [
            "%plot loss clf --save '\(file)'", "%plot metrics clf", "%plot boundary clf --on moons", "%plot data moons",
            "%plot network clf", "%plot loss clfHistory --log", "%plot losses clf clfHistory", "%plot learningrate clf",
            "%plot confusion clf --on moons --dark", "%plot roc clf --on moons", "%plot weights clf",
            "%plot activation tanh relu", "%plot lossFunction huber", "%plot division moons moons",
        ] {
            #expect(lab.run(line) == nil)
            let picture = try #require(lab.shown.last)
            #expect(picture.representations[.svg]?.hasPrefix("<svg xmlns=") == true, "\(line)")
            #expect(!picture.text.isEmpty)
        }
        #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("<svg"))
        #expect(lab.text(of: "%evaluate clf --on moons").contains("clf on moonsTest: loss"))
        #expect(lab.text(of: "%evaluate clf --on moons").contains("(50 examples)"))
        #expect(lab.text(of: "%evaluate clf --on moons --part train").contains("(150 examples)"))
        #expect(lab.text(of: "%summary clf").contains("Dense(8, activation: .tanh)"))
    }

    @Test func commandsTellTheKernelOfWhatTheyMake() {
        let lab = LabTranscript()
        trained(lab)
        #expect(
            lab.defined == [
                "moons: Dataset", "moonsTest: Dataset", "clf: Sequential", "clf: Sequential", "clfHistory: History",
            ])
        lab.run("%network p perceptron", "%train p --on moons --epochs 2")
        #expect(
            lab.defined.suffix(3) == ["p: RosenblattPerceptron", "p: RosenblattPerceptron", "pTrace: PerceptronTrace"])
    }

    @Test func swiftVariablesCanBeNamed() throws {
        let lab = LabTranscript()
        let model = try Sequential(inputShape: [2], seed: 5) {
            Dense(3, activation: .tanh)
            Dense(1, activation: .sigmoid)
        }
        let points = try Dataset.moons(samples: 60, seed: 2)
        lab.session.bind("mine", type: "Sequential") { model }
        lab.session.bind("points", type: "Dataset") { points }
        let before = model.weights
        #expect(lab.run("%train mine --on points --epochs 2") == nil)
        #expect(model.weights != before)
        #expect(lab.run("%plot loss mine") == nil)
        #expect(lab.run("%evaluate mine --on points") == nil)
        // An optional variable is looked into.
        let maybe: Dataset? = points
        lab.session.bind("maybe", type: "Dataset?") { maybe as Any }
        #expect(lab.run("%plot data maybe") == nil)
    }

    @Test func theNewestDefinitionOfANameWins() throws {
        let lab = LabTranscript()
        lab.run("%data moons --samples 50")
        let mine = try Dataset.moons(samples: 10, seed: 2)
        lab.session.bind("moons", type: "Dataset") { mine }
        #expect(try lab.session.dataset("moons").count == 10)
        lab.run("%data moons --samples 30")
        #expect(try lab.session.dataset("moons").count == 30)
        lab.session.bind("moons", type: "Int") { 3 }
        #expect(throws: LabError.self) { try lab.session.dataset("moons") }
    }

    @Test func aHeldBackPartBelongsToItsDataSetOnly() throws {
        let lab = LabTranscript()
        trained(lab)
        // A new data set without a part of its own does not take the old one's.
        lab.run("%data moons --samples 60")
        #expect(lab.text(of: "%evaluate clf --on moons").contains("(60 examples)"))
        let points = try Dataset.moons(samples: 20, seed: 2)
        lab.session.bind("moons", type: "Dataset") { points }
        #expect(lab.text(of: "%evaluate clf --on moons").contains("(20 examples)"))
        // Two Swift variables of such names belong together.
        lab.session.bind("moonsTest", type: "Dataset") { (try? points.rows([0, 1, 2])) as Any }
        #expect(lab.text(of: "%evaluate clf --on moons").contains("(3 examples)"))
    }

    @Test func aNetworkTakesItsShapeFromTheData() throws {
        let lab = LabTranscript()
        #expect(lab.run("%network net dense(3, softmax)") == nil)
        #expect(throws: LabError.self) { try lab.session.network("net") }
        lab.run("%data iris", "%train net --on iris --epochs 1")
        #expect(try lab.session.network("net").inputShape == [4])
        // Made for the newest data set, and again for the first that it is trained on.
        lab.run("%network other dense(2, softmax)")
        #expect(try lab.session.network("other").inputShape == [4])
        lab.run("%data moons --samples 20")
        #expect(lab.run("%train other --on moons --epochs 1") == nil)
        #expect(try lab.session.network("other").inputShape == [2])
        // Then it stays.
        #expect(lab.run("%train other --on iris --epochs 1")?.contains("[batch, 2]") == true)
    }

    @Test func trainingAgainGoesOn() throws {
        let lab = LabTranscript()
        trained(lab)
        let first = try lab.session.network("clf")
        let weights = first.weights
        lab.run("%train clf --on moons --epochs 1")
        #expect(try lab.session.network("clf") === first)
        #expect(first.weights != weights)
    }

    @Test(arguments: [
        ("dense(1, sigmoid)", "binaryCrossEntropy", "read as 0 and 1"),
        ("dense(1, tanh)", "meanSquaredError", ""),
        ("dense(2, softmax)", "categoricalCrossEntropy", ""),
        ("dense(1, sign)", "perceptron", ""),
        ("dense(1)", "meanSquaredError", ""),
    ])
    func lossAndTargetsGoWithTheOutputs(layer: String, loss: String, note: String) {
        let lab = LabTranscript()
        #expect(lab.run("%data xor", "%network n dense(4, tanh) \(layer)", "%train n --on xor --epochs 2") == nil)
        #expect(lab.said.last?.contains(loss) == true)
        #expect(lab.said.last?.contains(note) == true || note.isEmpty)
        #expect(lab.run("%evaluate n --on xor", "%plot boundary n --on xor") == nil)
    }

    @Test func theRosenblattPerceptronLearnsAnd() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data and", "%network p perceptron", "%train p --on and") == nil)
        #expect(try lab.session.trace("pTrace").converged)
        #expect(lab.text(of: "%plot boundary p --on and").contains("converged"))
        #expect(lab.text(of: "%plot animation p --on and").contains("Animation of"))
        #expect(lab.text(of: "%plot confusion p --on and").contains("No answer is wrong"))
        #expect(lab.text(of: "%plot roc p --on and").contains("AUC 1"))
        #expect(lab.text(of: "%evaluate p --on and").contains("accuracy 1.0000"))
        #expect(lab.text(of: "%predict p 1 1").contains("1"))
        lab.run("%data xor", "%train p --on xor --epochs 10")
        #expect(lab.text.contains("either no line separates these classes"))
    }

    @Test func negativeNumbersAreNumbers() {
        let lab = LabTranscript()
        trained(lab)
        #expect(lab.text(of: "%predict clf -0.5 .25").contains("-0.5000  0.2500"))
        #expect(lab.text(of: "%predict clf -0.5,1 1,-1").split(separator: "\n").count == 3)
    }

    @Test func whoListsEverything() {
        let lab = LabTranscript()
        #expect(lab.text(of: "%who").contains("no names yet"))
        trained(lab)
        lab.session.bind("answer", type: "Int") { 42 }
        lab.session.bind("words", type: "[String]") { Array(repeating: "x", count: 10_000) }
        lab.run(
            "%who", names: [SwiftName(name: "f", kind: "func"), SwiftName(name: "answer", kind: "let", type: "Int")])
        let text = lab.shown.last?.text ?? ""
        for piece in [
            "moons ", "moonsTest", "clf ", "clfHistory", "answer", "42", "[String]", "f ", "func", "… (10,000 in all)",
        ] {
            #expect(text.contains(piece), "\(text)")
        }
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("answer") }.count == 1)
        #expect(lab.shown.last?.representations[.html]?.contains("<td") == true)
        // Declared anew as a function, a name is no variable any more.
        lab.run("%who", names: [SwiftName(name: "answer", kind: "func")])
        let answers = (lab.shown.last?.text ?? "").split(separator: "\n").filter { $0.hasPrefix("answer") }
        #expect(answers.count == 1)
        #expect(answers.allSatisfy { $0.contains("func") && !$0.contains("Int") })
    }

    @Test(arguments: ["data", "network", "train", "evaluate", "predict", "plot", "summary", "who", "help"])
    func everyCommandExplainsItselfWithAnExample(command: String) {
        let lab = LabTranscript()
        let help = lab.text(of: "%\(command) --help")
        #expect(help.contains("USAGE: %\(command)"))
        #expect(help.contains("EXAMPLE:\n  %\(command)"))
        #expect(lab.text(of: "%help \(command)").contains("USAGE: %\(command)"))
        #expect(lab.text(of: "%help").contains("%\(command) "))
    }
}

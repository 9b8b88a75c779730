import Foundation
import LabCommands
import NeuralEngine
import Testing

/// `%save`, `%load`, `%export`, and what `%data` reads.
@Suite struct FileCommandTests {
    @Test func aNetworkComesBack() throws {
        let lab = LabTranscript()
        let file = try TemporaryFile.path("clf.safetensors")
        #expect(lab.run("%data iris", "%network clf dense(4, tanh) dense(3, softmax) --input 4 --seed 3") == nil)
        #expect(lab.run("%save clf \(file)") == nil)
        #expect(lab.run("%load \(file) --name again") == nil)
        let (model, again) = (try lab.session.network("clf"), try lab.session.network("again"))
        #expect(again.weights == model.weights)
        #expect(lab.defined.contains("again: Sequential"))
        model.reset(seed: 9)
        #expect(model.weights != again.weights)
        #expect(lab.run("%load \(file) --into clf") == nil)
        #expect(model.weights == again.weights)
    }

    @Test func aDataSetComesBack() throws {
        let lab = LabTranscript()
        let file = try TemporaryFile.path("moons.npz")
        #expect(lab.run("%data moons --samples 50", "%save moons \(file)", "%data npz \(file) --name again") == nil)
        #expect(try lab.session.dataset("again").features == lab.session.dataset("moons").features)
        #expect(try lab.session.dataset("again").targets == lab.session.dataset("moons").targets)
    }

    @Test func aTrainingGoesOnFromTheNetworksFile() throws {
        let lab = LabTranscript()
        let (checkpoint, file) = (try TemporaryFile.path("run.ckpt"), try TemporaryFile.path("run.safetensors"))
        let train = "%train clf --on iris --loss categoricalCrossEntropy --batch 16 --seed 2"
        let network = "%network clf dense(4, tanh) dense(3, softmax) --input 4 --seed 3"
        #expect(lab.run("%data iris", network, "\(train) --epochs 6") == nil)
        let whole = try lab.session.network("clf").weights
        #expect(lab.run(network, "\(train) --epochs 3 --checkpoint \(checkpoint)") == nil)
        #expect(lab.run("%save clf \(file) --training \(checkpoint)") == nil)
        #expect(lab.said.last == "and the training after 3 epochs")
        // Another session, with nothing but the file.
        let other = LabTranscript()
        #expect(other.run("%data iris", "%load \(file) --name clf", "\(train) --epochs 6 --resume \(file)") == nil)
        #expect(try other.session.network("clf").weights == whole)
        #expect(lab.run("%save clf \(file)") == nil)
        #expect(other.run("\(train) --epochs 9 --resume \(file)")?.contains("without a training to go on from") == true)
        #expect(lab.run("%data moons", "%save moons --training x.ckpt")?.contains("goes with a network") == true)
    }

    @Test func aPerceptronComesBackAndItsRecordIsATable() throws {
        let lab = LabTranscript()
        let (file, record) = (try TemporaryFile.path("p.csv"), try TemporaryFile.path("record.csv"))
        #expect(lab.run("%data and", "%network p perceptron") == nil)
        #expect(lab.run("%save p \(file)")?.contains("train it before") == true)
        #expect(
            lab.run("%train p --on and --learning-rate 0.1", "%save p \(file)", "%load \(file) --name again") == nil)
        // Tenths that were added up are no short decimals: all digits are there.
        #expect(try lab.session.perceptron("again").weights == lab.session.perceptron("p").weights)
        let trace = try lab.session.trace("pTrace")
        #expect(lab.run("%save pTrace \(record)", "%data csv \(record) --target y --name record") == nil)
        let table = try lab.session.dataset("record")
        #expect(table.count == trace.updates.count)
        #expect(
            table.featureNames == ["epoch", "example", "x1", "x2"] + (0..<3).map { "before\($0)" }
                + (0..<3).map { "after\($0)" })
        let last = try #require(trace.updates.last)
        let row = table.features.scalars.suffix(10)
        #expect(Array(row.suffix(3)) == last.weightsAfter.map { Float($0) })
        #expect(Array(row.prefix(2)) == [Float(last.epoch), Float(last.index)])
        try "a,b\n1,2\n".write(toFile: file, atomically: true, encoding: .utf8)
        #expect(lab.run("%load \(file) --name b")?.contains("expected the names w0,w1") == true)
    }

    @Test func exportsAreReadAgain() throws {
        let lab = LabTranscript()
        let file = try TemporaryFile.path("clf.onnx")
        #expect(lab.run("%network clf dense(4, relu) dense(3, softmax) --input 4", "%export clf \(file)") == nil)
        #expect(lab.run("%load \(file) --name back") == nil)
        let input: Tensor = [[1, 2, 3, 4]]
        let (one, other) = (try lab.session.network("clf"), try lab.session.network("back"))
        // The same products in the same order.
        #expect(try one.predict(input) == other.predict(input))
        let weights = try TemporaryFile.path("w.safetensors")
        #expect(lab.run("%export clf \(weights)") == nil)
        #expect(lab.run("%load \(weights) --name w")?.contains("weights alone") == true)
    }

    @Test(arguments: [
        ("%save nothing", "there is no network named \"nothing\""),
        ("%save clf clf.h5", "the file's name has to end in .safetensors"),
        ("%save clf /nowhere/clf.safetensors", "the folder /nowhere cannot be written to"),
        ("%load missing.safetensors", "cannot be read: No such file or directory"),
        ("%load a.onnx --into clf", "--into takes weights of a .safetensors file"),
        ("%load a.safetensors --into clf --name x", "leave out --name"),
        ("%export clf clf.pt", "has to end in .onnx or .safetensors"),
        ("%data npz", "%data npz needs a file"),
        ("%data pictures", "%data pictures needs a folder"),
        ("%data idx digits", "needs the file of the classes: --labels FILE"),
        ("%data iris --labels x", "--labels is for npy, idx"),
        ("%data npy x.npy", "needs the file of the targets: --labels y.npy"),
        ("%data npy missing.npy --labels y.npy", "Cannot read missing.npy"),
        ("%data mnist --split 0.8", "has a part to test with of its own, mnistTest"),
        ("%data mnist --samples 9", "--samples is for"),
        ("%data npz missing.npz", "Cannot read missing.npz"),
        ("%load model.pt", "model.pt is no .safetensors, .onnx or .csv file. Save the weights with safetensors.torch"),
        ("%load x.npy", "%data npy"),
    ])
    func mistakes(line: String, message: String) {
        let lab = LabTranscript()
        lab.run("%network clf dense(2) --input 2")
        let answer = lab.run(line)
        #expect(answer?.contains(message) == true, "\(answer ?? "")")
    }

    @Test(arguments: [
        ("%save clf clf.safetensors --swift", "try clf.save(\"clf.safetensors\")"),
        ("%export clf --swift", "try clf.export(onnx: \"clf.onnx\")"),
        ("%load a.safetensors --swift", "let a = try Model.load(\"a.safetensors\")"),
        ("%load my.onnx --name b --swift", "let b = try Model.load(onnx: \"my.onnx\")"),
        ("%load a.safetensors --into clf --swift", "try clf.loadWeights(safetensors: \"a.safetensors\")"),
        (
            "%save clf --training run.ckpt --swift",
            "try clf.save(\"clf.safetensors\", training: TrainingCheckpoint(contentsOf: \"run.ckpt\"))"
        ),
        ("%load p.csv --swift", "var p = try RosenblattPerceptron(csv: \"p.csv\")"),
        ("%data npz a.npz --swift", "let a = try Dataset.npz(\"a.npz\")"),
        ("%data mnist --swift", "let (mnist, mnistTest) = try Dataset.mnist()"),
        (
            "%data fashion_mnist clothes --name f --swift",
            "let (f, fTest) = try Dataset.fashionMNIST(folder: \"clothes\")"
        ),
        (
            "%data npy a/x.npy --labels a/y.npy --swift",
            "let x = try Dataset.npy(features: \"a/x.npy\", targets: \"a/y.npy\")"
        ),
        ("%data pictures cats --swift", "let cats = try Dataset.pictures(folder: \"cats\")"),
        (
            "%data idx train-images-idx3-ubyte.gz --name mnist --swift",
            "let mnist = try Dataset.idx(images: \"train-images-idx3-ubyte.gz\", labels: \"train-labels-idx1-ubyte.gz\")"
        ),
    ])
    func code(line: String, expected: String) {
        let lab = LabTranscript()
        lab.run("%network clf dense(2) --input 2")
        #expect(lab.text(of: line) == expected)
    }
}

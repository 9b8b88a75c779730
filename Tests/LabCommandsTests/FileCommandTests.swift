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

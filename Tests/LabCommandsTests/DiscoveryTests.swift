import LabCommands
import NeuralEngine
import Testing

/// Commands for neurons with a rule of their own, and for what is found without targets.
@Suite struct DiscoveryTests {
    @Test func anAdalineLearnsIris() throws {
        let lab = LabTranscript()
        let message = lab.run(
            "%data blobs --classes 2 --seed 3 --noise 2 --standardize --name two", "%network a adaline",
            "%train a --on two --learning-rate 0.05 --epochs 30 --seed 2")
        #expect(message == nil)
        #expect(lab.defined.suffix(2) == ["a: Adaline", "aHistory: History"])
        let data = try lab.session.dataset("two")
        var adaline = Adaline()
        let history = try adaline.fit(data, learningRate: 0.05, epochs: 30, batchSize: 1, seed: 2)
        #expect(try lab.session.made("a", as: Adaline.self) == adaline)
        #expect(try lab.session.history("aHistory").loss == history.loss)
        #expect(lab.text(of: "%evaluate a --on two").contains("accuracy"))
        #expect(lab.run("%plot loss a", "%plot boundary a --on two", "%plot confusion a --on two") == nil)
        #expect(
            lab.run("%plot roc a --on two", "%predict a 0.5 1", "%summary a", "%evaluate a --on two --report") == nil)
        #expect(lab.text(of: "%who").contains("Adaline"))
    }

    @Test func aPocketKeepsTheBest() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data xor", "%network p pocket", "%train p --on xor --epochs 40 --seed 1") == nil)
        #expect(lab.text.contains("1 wrong at best"))
        #expect(try lab.session.made("pTrace", as: PocketTrace.self).pocketErrors.last == 1)
        #expect(lab.defined.suffix(2) == ["p: PocketPerceptron", "pTrace: PocketTrace"])
        #expect(lab.run("%plot pocket p", "%plot pocket pTrace", "%plot boundary p --on xor") == nil)
    }

    @Test func clusters() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data iris", "%kmeans groups --on iris --clusters 3 --seed 1") == nil)
        let groups = try lab.session.made("groups", as: KMeans.self)
        #expect(try groups == KMeans(of: .iris(), clusters: 3, seed: 1))
        #expect(lab.text.contains("setosa") && lab.text.contains("cluster 2"))
        #expect(lab.defined.last == "groups: KMeans")
        #expect(lab.text(of: "%plot clusters groups --on iris").contains("cluster 0"))
        #expect(lab.run("%plot clusters groups --on iris --features 2,3") == nil)
    }

    @Test func components() throws {
        let lab = LabTranscript()
        #expect(lab.run("%data iris", "%pca plane --on iris --components 2", "%plot components plane --on iris") == nil)
        #expect(lab.text.contains("92.4"))
        #expect(try lab.session.made("plane", as: PrincipalComponents.self).count == 2)
    }

    @Test func maps() throws {
        let lab = LabTranscript()
        let message = lab.run(
            "%data iris", "%som map --on iris --size 6x7 --topology hexagonal --rule batch --epochs 10 --seed 4",
            "%plot som map --on iris", "%plot uMatrix map", "%plot mapErrors map", "%plot mapErrors mapHistory")
        #expect(message == nil)
        var map = try SelfOrganizingMap(of: .iris(), rows: 6, columns: 7, topology: .hexagonal, seed: 4)
        try map.fit(.iris(), epochs: 10, rule: .batch, seed: 4)
        #expect(try lab.session.made("map", as: SelfOrganizingMap.self) == map)
        #expect(
            lab.run(
                "%data moons", "%som net --on moons --size 4x5 --start principalPlane", "%plot lattice net --on moons")
                == nil)
    }

    @Test(arguments: [
        ("%network a adaline", "var a = Adaline()"),
        ("%network a pocket", "var a = PocketPerceptron()"),
        ("%kmeans k --on iris --clusters 3", "let k = try KMeans(of: iris, clusters: 3, restarts: 10, seed: 0)"),
        ("%pca k --on iris", "let k = try PrincipalComponents(of: iris, count: 2)"),
        (
            "%som k --on iris --size 4x5 --topology hexagonal --rule batch --radius 3 --seed 2",
            """
            var k = try SelfOrganizingMap(of: iris, rows: 4, columns: 5, topology: .hexagonal, seed: 2)
            let kHistory = try k.fit(iris, epochs: 20, rule: .batch, radius: 3, seed: 2)
            """
        ),
        (
            "%train neuron --on iris --batch 10 --no-shuffle",
            """
            // neuron has to be a variable of a cell: var neuron = Adaline()
            let neuronHistory = try neuron.fit(iris, learningRate: 0.01, epochs: 50, batchSize: 10, shuffle: false, seed: 0)
            """
        ),
        (
            "%train best --on iris",
            """
            // best has to be a variable of a cell: var best = PocketPerceptron()
            let bestTrace = try best.fit(iris, learningRate: 1, maxEpochs: 100, seed: 0)
            """
        ),
        ("%plot clusters k --on iris", "try display(Chart.clusters(k, iris))"),
        ("%plot uMatrix k --dark", "try display(Chart.uMatrix(k, theme: .dark))"),
        ("%plot pocket best", "display(Chart.pocket(bestTrace))"),
    ])
    func code(command: String, code: String) {
        let lab = LabTranscript()
        #expect(lab.run("%data iris", "%network neuron adaline", "%network best pocket") == nil)
        #expect(lab.text(of: command + " --swift") == code)
    }

    @Test(arguments: [
        ("%kmeans k --on iris", ["--clusters"]),
        ("%kmeans k --on iris --clusters 0", ["clusters is 0"]),
        ("%kmeans k --on iriz --clusters 2", ["iriz", "iris"]),
        ("%kmeans class --on iris --clusters 2", ["class"]),
        ("%pca k --on iris --components 9", ["count is 9", "1 to 4"]),
        ("%som k --on iris --size 8", ["--size is 8", "8x10"]),
        ("%som k --on iris --size 1x9", ["1 rows"]),
        ("%som k --on iris --topology round", ["round", "rectangular or hexagonal"]),
        ("%som k --on iris --rule fast", ["--rule is fast"]),
        ("%plot clusters iris --on iris", ["\"iris\" is no clustering but a data set"]),
        ("%plot uMatrix nothing", ["nothing", "self-organizing map"]),
        ("%plot clusters k", ["--on DATA"]),
        ("%plot pocket iris", ["no pocket's record"]),
        ("%plot loss neuron", ["has not been trained"]),
        ("%plot loss best", ["%plot pocket best"]),
        ("%train neuron --on iris", ["An Adaline tells two classes apart"]),
        ("%train neuron --on xor --optimizer adam", ["--optimizer", "Adaline"]),
        ("%train best --on xor --batch 2", ["--batch", "pocket perceptron"]),
        ("%network a adaline --input 2", ["an Adaline", "--input"]),
        ("%save neuron file.safetensors", ["neuron", ".csv"]),
        ("%save neuron", ["Adaline has no weights yet"]),
        ("%predict groups 1 2", ["groups", "clustering"]),
    ])
    func mistakes(command: String, mentions: [String]) {
        let lab = LabTranscript()
        let made = lab.run(
            "%data iris", "%data xor", "%network neuron adaline", "%network best pocket",
            "%kmeans groups --on iris --clusters 2")
        #expect(made == nil)
        let message = lab.run(command) ?? ""
        for mention in mentions { #expect(message.contains(mention), "\(message)") }
        #expect(!message.isEmpty)
    }
}

import Display
import LabCommands
import NeuralEngine
import Testing

/// What `--swift` prints. That it compiles and gives the same numbers is tested end to end, through the kernel.
@Suite struct SwiftCodeTests {
    @Test(arguments: [
        ("%data and", "let and = Dataset.and"),
        ("%data iris", "let iris = try Dataset.iris()"),
        ("%data moons", "let moons = try Dataset.moons(seed: 0)"),
        (
            "%data moons --samples 1_000 --noise 0.1 --seed 7 --name m",
            "let m = try Dataset.moons(samples: 1000, noise: 0.1, seed: 7)"
        ),
        (
            "%data moons --samples 1000 --noise 0.1 --split 0.8 --seed 7",
            "let (moons, moonsTest) = try Dataset.moons(samples: 1000, noise: 0.1, seed: 7).split(validation: 0.2, seed: 7)"
        ),
        ("%data xor --split 0.5", "let (xor, xorTest) = try Dataset.xor.split(validation: 0.5, seed: 0)"),
        ("%data iris --standardize", "let iris = try Dataset.iris().standardized()"),
        (
            "%data iris --standardize --split 0.7",
            """
            let (irisRaw, irisTestRaw) = try Dataset.iris().split(validation: 0.3, seed: 0)
            let irisScale = Standardization(of: irisRaw)
            let iris = try irisRaw.standardized(by: irisScale)
            let irisTest = try irisTestRaw.standardized(by: irisScale)
            """
        ),
        (
            "%data csv 'my \"flowers\".csv' --target species --name f",
            #"let f = try Dataset.csv("my \"flowers\".csv", target: "species")"#
        ),
        ("%data spirals --classes 3 --turns 1.5", "let spirals = try Dataset.spirals(classes: 3, turns: 1.5, seed: 0)"),
        (
            "%network n dense(16, tanh) dropout(0.2) flatten dense(2,softmax) --input 2 --seed 4",
            """
            let n = try Sequential(inputShape: [2], seed: 4, name: "n") {
                Dense(16, activation: .tanh)
                Dropout(rate: 0.2)
                Flatten()
                Dense(2, activation: .softmax)
            }
            """
        ),
        (
            "%network n dense(1)",
            """
            let n = try Sequential(inputShape: blobs.featureShape, seed: 0, name: "n") {
                Dense(1)
            }
            """
        ),
        ("%network p perceptron", "var p = RosenblattPerceptron()"),
        (
            "%train clf --on blobs",
            """
            let clfHistory = try clf.fit(
                blobs,
                loss: .categoricalCrossEntropy,
                optimizer: .adam(),
                epochs: 20,
                batchSize: 32,
                validation: blobsTest,
                metrics: [.accuracy],
                seed: 0)
            """
        ),
        (
            "%train clf --on blobs --validation none --loss MSE --optimizer SGD --momentum 0.5 --lr 1e-3 --batch 8 --epochs 3 --no-shuffle",
            """
            let clfHistory = try clf.fit(
                blobs.oneHot(),
                loss: .meanSquaredError,
                optimizer: .sgd(learningRate: 0.001, momentum: 0.5),
                epochs: 3,
                batchSize: 8,
                shuffle: false,
                seed: 0)
            """
        ),
        // A network that is not there yet, as while lines are being translated one by one.
        (
            "%train later --on blobs --validation none --loss bce --optimizer nesterov --epochs 3",
            """
            let laterHistory = try later.fit(
                blobs,
                loss: .binaryCrossEntropy,
                optimizer: .sgd(momentum: 0.9, nesterov: true),
                epochs: 3,
                batchSize: 32,
                metrics: [.accuracy],
                seed: 0)
            """
        ),
        (
            "%train perceptron --on blobs --epochs 7",
            """
            // perceptron has to be a variable of a cell: var perceptron = RosenblattPerceptron()
            let perceptronTrace = try perceptron.fit(blobs, learningRate: 1, maxEpochs: 7)
            """
        ),
        ("%evaluate clf --on blobs", "try clf.evaluate(blobsTest, loss: .categoricalCrossEntropy)"),
        ("%evaluate clf --on blobs --part train", "try clf.evaluate(blobs, loss: .categoricalCrossEntropy)"),
        ("%predict clf -0.5 1", "try clf.predict([[-0.5, 1]])"),
        ("%predict clf 1,2 3,4", "try clf.predict([[1, 2], [3, 4]])"),
        ("%predict clf [[1, 2], [-3, 4]]", "try clf.predict([[1, 2], [-3, 4]])"),
        ("%predict clf 1, 2", "try clf.predict([[1, 2]])"), ("%predict clf (1 , 2)", "try clf.predict([[1, 2]])"),
        ("%predict clf --on blobs --count 3", "try clf.predict(blobs.rows(Array(0..<3)).features)"),
        ("%plot loss clf", "display(Chart.loss(clfHistory))"),
        ("%plot boundary clf --on blobs", "try display(Chart.boundary(clf, blobs))"),
        (
            "%plot losses clf clf --log",
            "try display(Chart.losses([(\"clf\", clfHistory), (\"clf\", clfHistory)], scale: .log))"
        ),
        ("%plot learningRate clf --dark", "display(Chart.learningRate(clfHistory, theme: .dark))"),
        ("%plot activation tanh", "try display(Chart.activation(.tanh))"),
        (
            "%plot activation tanh 'leakyRelu(0.1)'",
            "try display(ChartGrid.activations([.tanh, .leakyRelu(negativeSlope: 0.1)]))"
        ),
        ("%plot lossfunction mse", "try display(Chart.lossFunction(.meanSquaredError))"),
        ("%plot confusion clf --on blobs", "try display(Chart.confusion(clf, blobs, loss: .categoricalCrossEntropy))"),
        ("%plot roc clf --on blobs", "try display(Chart.roc(clf, blobs))"),
        ("%plot weights clf --layer 1", "try display(Chart.weights(clf, layer: 1))"),
        ("%plot embeddings clf", "try display(Chart.embeddings(of: clf))"),
        ("%plot division blobs blobs", "try display(Chart.division([(\"blobs\", blobs), (\"blobs\", blobs)]))"),
        ("%plot data blobs --features 1,0", "try display(Chart.scatter(blobs, features: (1, 0)))"),
        (
            "%plot loss clf --log --save loss.svg",
            """
            let picture = Chart.loss(clfHistory, scale: .log)
            display(picture)
            try picture.save("loss.svg")
            """
        ),
        ("%summary clf", "clf"),
    ])
    func theCodeDoesTheSame(line: String, expected: String) {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data blobs --classes 2 --samples 100 --split 0.8", "%network clf dense(2, softmax)",
                "%network perceptron perceptron") == nil)
        let defined = lab.defined
        #expect(lab.text(of: line + " --swift") == expected)
        #expect(lab.shown.last?.representations[.markdown] == "```swift\n\(expected)\n```")
        #expect(lab.defined == defined, "--swift does nothing else")
    }

    @Test func theCommandAndItsCodeGiveTheSameNumbers() throws {
        let lab = LabTranscript()
        lab.run(
            "%data moons --samples 100 --noise 0.2 --split 0.8 --seed 3",
            "%network n dense(4, tanh) dense(2, softmax) --seed 9",
            "%train n --on moons --epochs 4 --lr 0.01 --batch 16 --seed 5")
        // The lines that --swift prints for these.
        let (moons, moonsTest) = try Dataset.moons(samples: 100, noise: 0.2, seed: 3).split(validation: 0.2, seed: 3)
        let n = try Sequential(inputShape: [2], seed: 9, name: "n") {
            Dense(4, activation: .tanh)
            Dense(2, activation: .softmax)
        }
        let history = try n.fit(
            moons, loss: .categoricalCrossEntropy, optimizer: .adam(learningRate: 0.01), epochs: 4, batchSize: 16,
            validation: moonsTest, metrics: [.accuracy], seed: 5)
        // All but the name, which the session gives.
        for (name, data) in [("moons", moons), ("moonsTest", moonsTest)] {
            let made = try lab.session.dataset(name)
            #expect(made.name == name)
            #expect(made.features == data.features)
            #expect(made.targets == data.targets)
        }
        #expect(try lab.session.network("n").weights == n.weights)
        #expect(try lab.session.history("nHistory").validationLoss == history.validationLoss)
    }

    /// What is left out of the code is left to the engine's defaults, so they have to be the command's.
    @Test func leftOutOptionsMeanTheEnginesDefaults() throws {
        let lab = LabTranscript()
        lab.run("%data moons", "%data circles", "%data spirals", "%data blobs")
        #expect(try lab.session.dataset("moons") == Dataset.moons())
        #expect(try lab.session.dataset("circles") == Dataset.circles())
        #expect(try lab.session.dataset("spirals") == Dataset.spirals())
        #expect(try lab.session.dataset("blobs") == Dataset.blobs())
    }
}

import ArgumentParser
import NeuralEngine

/// `%data`
struct DataCommand: TranslatableCommand {
    static let example = """
        %data moons --samples 1000 --noise 0.1 --split 0.8 --seed 7
        %data csv flowers.csv --target species --name flowers
        %data mnist
        %data npy x.npy --labels y.npy --name measured
        %data text novel.txt --by words --length 32 --split 0.9
        """
    static let configuration = makeConfiguration(
        "data", "Make or read a data set.",
        discussion: """
            Kinds: and, or, xor (targets -1 and +1), moons, circles, spirals, blobs, iris, digits, mnist, fashionMNIST, airPassengers \
            (a series), quijote (a text), ratings (of items by users), csv FILE, npz FILE (the arrays x and y), npy FILE, idx FILE (MNIST's format, packed or \
            not), pictures FOLDER (a folder of PNG files for each class), text FILE.

            mnist and fashionMNIST are fetched on first use and kept in ~/.cache/cuaderno/datasets; a folder behind them is used \
            instead. They have a part to test with, NAMETest.

            A text is cut into characters, words or pieces of words, and its examples are stretches of so many of them, with the same \
            stretch one place later as target: what a language model learns from. Of texts and series --split holds back the end.

            With --split 0.8 the data set NAME holds the part to train on, and a second one, NAMETest, the rest: %train \
            measures on it after each epoch, and %evaluate uses it. Both are Swift variables in the next cell.
            """)

    @Argument(help: ArgumentHelp("\(DataKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"))
    var kind: String

    @Argument(
        help:
            "The file or folder, for csv, npz, npy, idx, pictures and text; a folder with the files, for mnist and fashionMNIST."
    )
    var file: String?

    @Option(help: "Its name in the session; the kind's, or the file's, when left out.")
    var name: String?

    @Option(help: "How many examples (moons, circles, spirals, blobs).")
    var samples: WholeNumber?

    @Option(help: "The deviation of the noise (moons, circles, spirals, blobs, ratings).")
    var noise: Number?

    @Option(help: "How many classes (spirals, blobs).")
    var classes: WholeNumber?

    @Option(help: "How many users rate (ratings).")
    var users: WholeNumber?

    @Option(help: "How many items there are (ratings).")
    var items: WholeNumber?

    @Option(help: "The inner circle's radius, from 0 to below 1 (circles).")
    var factor: Number?

    @Option(help: "How many turns each arm makes (spirals).")
    var turns: Number?

    @Option(help: "The column to predict, by its name or its number from 1 (csv); the last when left out.")
    var target: String?

    @Option(help: "The file of the targets (npy, idx); for idx the one whose name goes with the images' when left out.")
    var labels: String?

    @Option(help: "What the target is: automatic, classification or regression (csv).")
    var task: String?

    @Option(
        help: "What becomes of missing values: error, drop (such rows) or mean (of the column, for features) (csv).")
    var missing: String?

    @Option(help: "What a text is cut into: characters, words or bytePairs (pieces of words).")
    var by: String?

    @Option(help: "Tokens of a text (64 when left out) or values of a series (24) in an example.")
    var length: WholeNumber?

    @Option(help: "Tokens from one example's beginning to the next one's (texts); --length when left out.")
    var stride: WholeNumber?

    @Option(help: "The most tokens; rarer ones become unknown (texts).")
    var vocabulary: WholeNumber?

    @Option(help: "How many steps behind the values the forecast lies (airPassengers).")
    var horizon: WholeNumber?

    @Option(help: "The part to train on, between 0 and 1; the rest is held back for testing.")
    var split: Number?

    @Option(help: "Draws examples, noise and split.")
    var seed: WholeNumber = WholeNumber(0)

    @Flag(help: "Bring each feature to mean 0 and deviation 1, measured on the part to train on.")
    var standardize = false

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let recipe = try DataRecipe(self)
        var (train, test) = try recipe.made()
        // Pictures and messages name it as the session does.
        train.name = recipe.name
        test?.name = recipe.testName
        context.session.define(recipe.name, .dataset(train, test: test == nil ? nil : recipe.testName))
        if let test { context.session.define(recipe.testName, .dataset(test, test: nil)) }
        context.say("\(recipe.name): \(DatasetText.line(train))")
        if let test { context.say("\(recipe.testName): \(DatasetText.line(test)), held back for testing") }
    }

    func swiftCode(in context: LabContext) throws -> String { try DataRecipe(self).code }
}

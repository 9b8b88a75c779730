import ArgumentParser
import Charts
import Display
import NeuralEngine
import Plots

/// `%factorization`
struct FactorizationCommand: TranslatableCommand {
    static let example = """
        %data ratings --split 0.8 --seed 1
        %factorization r --on ratings --factors 4
        %recommend r --user 7 --without ratings
        %predict r 7 12
        """
    static let configuration = makeConfiguration(
        "factorization", "Learn from ratings what users would think of items: matrix factorization.",
        discussion: """
            The data have two features, user and item, whole numbers from 0, and the rating as target (%data ratings makes some; \
            %data csv FILE --target rating --task regression reads some). Users and items get --factors numbers each, and a rating \
            is the mean, a bias of each, and the product of the two. The record is called NAMEHistory; ratings that were held back \
            (--split) are measured after each epoch.
            """)

    @Argument(help: "Its name.")
    var name: String

    @Option(help: "The data set of ratings.")
    var on: String

    @Option(help: "How many numbers describe a taste.")
    var factors: WholeNumber = WholeNumber(4)

    @Option(name: [.customLong("learning-rate"), .customLong("lr")], help: "How far each rating moves the numbers.")
    var learningRate: Number = Number(0.02)

    @Option(help: "What keeps the numbers small.")
    var regularization: Number = Number(0.05)

    @Option(help: "How often to go through the ratings.")
    var epochs: WholeNumber = WholeNumber(50)

    @Option(help: "Draws the first factors and the order of the ratings.")
    var seed: WholeNumber = WholeNumber(0)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let parts = try session.parts(of: on)
        let (users, items) = try counts(parts)
        let seed = try Seed.checked(seed)
        var model = try MatrixFactorization(users: users, items: items, factors: factors.value, seed: seed)
        let history = try model.fit(
            parts.train, learningRate: learningRate.value, regularization: regularization.value,
            epochs: epochs.value, validation: parts.test, seed: seed)
        session.define(name, .object(model))
        session.define("\(name)History", .history(history))
        // It is over in a moment, so that its curve is drawn once.
        let view = TrainingView(history)
        context.show(MIMEBundle(text: view.text, [.svg: view.svg]))
        context.say("\(name): \(model)")
        context.say(history.description)
        context.say("%recommend \(name) --user 0 --without \(on) tells what user 0 would like.")
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "factorization")
        let parts = try context.session.parts(of: on)
        let (users, items) = try counts(parts)
        let seed = try Seed.checked(seed)
        let made = SwiftCode.call(
            "MatrixFactorization",
            ["users: \(users)", "items: \(items)", "factors: \(factors.value)", "seed: \(seed)"])
        let fitted = SwiftCode.call(
            "\(name).fit",
            [
                on, "learningRate: \(SwiftCode.number(learningRate.value))",
                "regularization: \(SwiftCode.number(regularization.value))", "epochs: \(epochs.value)",
                parts.testName.map { "validation: \($0)" }, "seed: \(seed)",
            ])
        return "var \(name) = try \(made)\nlet \(name)History = try \(fitted)"
    }

    /// How many users and items there are: as many as the largest numbers say. What is no number of one is the engine's to tell.
    private func counts(_ parts: DataParts) throws -> (users: Int, items: Int) {
        try SwiftIdentifier.check(name, of: "factorization")
        let most = 10_000_000
        func count(_ column: Int, _ what: String) throws -> Int {
            let numbers = [parts.train, parts.test].compactMap { $0?.features }.flatMap { features in
                stride(from: column, to: features.count, by: 2).map { features.scalars[$0] }
            }
            let largest = numbers.filter(\.isFinite).max() ?? 0
            guard largest < Float(most) else {
                throw LabError("\(on) has an \(what) \(largest); expected whole numbers from 0 to below \(most).")
            }
            return max(Int(largest) + 1, 1)
        }
        guard parts.train.featureShape == [2] else {
            throw LabError(
                "\(on) has examples of shape \(ShortText.shape(parts.train.featureShape)); ratings have two features, user and "
                    + "item. %data ratings makes some.")
        }
        return (try count(0, "user"), try count(1, "item"))
    }
}

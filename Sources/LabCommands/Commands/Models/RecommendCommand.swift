import ArgumentParser
import NeuralEngine

/// `%recommend`
struct RecommendCommand: TranslatableCommand {
    static let example = "%recommend r --user 7 --count 5 --without ratings"
    static let configuration = makeConfiguration(
        "recommend", "Tell which items a user would rate highest.",
        discussion: "%factorization learned it. --without leaves out what the user rated already.")

    @Argument(help: "The factorization.")
    var name: String

    @Option(help: "The user's number, from 0.")
    var user: WholeNumber

    @Option(help: "How many items.")
    var count: WholeNumber = WholeNumber(5)

    @Option(help: "A data set of ratings, whose items of this user are left out.")
    var without: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let model = try context.session.made(name, as: MatrixFactorization.self)
        let found = try model.recommendations(
            for: user.value, count: count.value, without: try without.map { try context.session.dataset($0) })
        guard !found.isEmpty else {
            context.say("nothing is left to recommend to user \(user.value)")
            return
        }
        var table = TextTable(heading: ["item", "expected rating"], rightAligned: [0, 1])
        table.rows = found.map { [String($0.item), ShortText.measure(Double($0.rating))] }
        context.show(table)
    }

    func swiftCode(in context: LabContext) throws -> String {
        SwiftCode.call(
            "try \(name).recommendations",
            ["for: \(user.value)", "count: \(count.value)", without.map { "without: \($0)" }])
    }
}

import ArgumentParser
import NeuralEngine

/// `%pca`
struct PCACommand: TranslatableCommand {
    static let example = """
        %pca plane --on digits --components 2
        %plot components plane --on digits
        """
    static let configuration = makeConfiguration(
        "pca", "Find the directions in which examples differ most: principal components.",
        discussion: "The targets are not looked at.")

    @Argument(help: "The name of what is found.")
    var name: String

    @Option(help: "The data set.")
    var on: String

    @Option(help: "How many components.")
    var components: WholeNumber = WholeNumber(2)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        try SwiftIdentifier.check(name, of: "set of components")
        let data = try context.session.dataset(on)
        let found = try PrincipalComponents(of: data, count: components.value)
        context.session.define(name, .object(found))
        context.say("\(name): \(found)")
        let parts = found.explainedVarianceRatio.prefix(10).map { ShortText.measure(100 * $0) + " %" }
        context.say("Parts of the variance: " + parts.joined(separator: ", ") + (found.count > 10 ? ", …" : ""))
        if found.count >= 2 { context.say("%plot components \(name) --on \(on) draws their plane.") }
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "set of components")
        return "let \(name) = try PrincipalComponents(of: \(on), count: \(components.value))"
    }
}

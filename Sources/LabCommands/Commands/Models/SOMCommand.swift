import ArgumentParser
import NeuralEngine
import Spelling

/// `%som`
struct SOMCommand: TranslatableCommand {
    static let example = """
        %som map --on iris --size 8x10 --epochs 40
        %som map --on iris --size 8x10 --topology hexagonal --rule batch
        %plot som map --on iris
        %plot uMatrix map
        """
    static let configuration = makeConfiguration(
        "som", "Train a self-organizing map.",
        discussion: """
            A lattice of units unfolds over the examples; the targets are not looked at. The map's record is called NAMEHistory. \
            %plot som, uMatrix, lattice (of two features) and mapErrors draw it.
            """)

    @Argument(help: "The map's name.")
    var name: String

    @Option(help: "The data set.")
    var on: String

    @Option(help: "Rows and columns of units.")
    var size: String = "8x10"

    @Option(help: "rectangular or hexagonal.")
    var topology: String = "rectangular"

    @Option(help: "What the weights begin as: samples or principalPlane.")
    var start: String = "samples"

    @Option(help: "online (after each example) or batch (after all).")
    var rule: String = "online"

    @Option(help: "How often to go through the examples.")
    var epochs: WholeNumber = WholeNumber(20)

    @Option(name: [.customLong("learning-rate"), .customLong("lr")], help: "Of the first epoch; it falls to 0.02.")
    var learningRate: Number = Number(0.5)

    @Option(help: "The first epoch's neighbourhood, in units; half the longer side when left out. It falls to 0.5.")
    var radius: Number?

    @Option(help: "Draws the first weights and the order of the examples.")
    var seed: WholeNumber = WholeNumber(0)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        try SwiftIdentifier.check(name, of: "map")
        let data = try context.session.dataset(on)
        let (rows, columns) = try shape()
        let seed = try Seed.checked(seed)
        var map = try SelfOrganizingMap(
            of: data, rows: rows, columns: columns,
            topology: try choice("--topology", topology), initialization: try choice("--start", start), seed: seed)
        let history = try map.fit(
            data, epochs: epochs.value, rule: try choice("--rule", rule), learningRate: learningRate.value,
            radius: radius?.value, seed: seed)
        context.session.define(name, .object(map))
        context.session.define("\(name)History", .object(history))
        context.say("\(name): \(map)")
        context.say(history.description)
        context.say("%plot som \(name) --on \(on) draws the map, %plot uMatrix \(name) its borders.")
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "map")
        let (rows, columns) = try shape()
        let topology: SelfOrganizingMap.Topology = try choice("--topology", topology)
        let start: SelfOrganizingMap.Initialization = try choice("--start", start)
        let rule: SelfOrganizingMap.Rule = try choice("--rule", rule)
        let seed = try Seed.checked(seed)
        let made = SwiftCode.call(
            "SelfOrganizingMap",
            [
                "of: \(on)", "rows: \(rows)", "columns: \(columns)",
                topology == .rectangular ? nil : ".\(topology.rawValue)".labelled("topology"),
                start == .samples ? nil : ".\(start.rawValue)".labelled("initialization"), "seed: \(seed)",
            ])
        let fitted = SwiftCode.call(
            "\(name).fit",
            [
                on, "epochs: \(epochs.value)", rule == .online ? nil : ".\(rule.rawValue)".labelled("rule"),
                learningRate.value == 0.5 ? nil : SwiftCode.number(learningRate.value).labelled("learningRate"),
                radius.map { SwiftCode.number($0.value).labelled("radius") }, "seed: \(seed)",
            ])
        return "var \(name) = try \(made)\nlet \(name)History = try \(fitted)"
    }

    private func shape() throws -> (rows: Int, columns: Int) {
        let parts = size.split(whereSeparator: { "x,×".contains($0) }).map { Int($0) }
        guard parts.count == 2, let rows = parts[0], let columns = parts[1] else {
            throw LabError("--size is \(size); expected rows and columns, such as 8x10.")
        }
        return (rows, columns)
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(_ option: String, _ text: String) throws -> Choice
    where Choice.RawValue == String {
        let folded = Spelling.folded(text)
        guard let value = Choice.allCases.first(where: { Spelling.folded($0.rawValue) == folded }) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: " or ")
            throw LabError("\(option) is \(text); expected \(known).")
        }
        return value
    }
}

extension String {
    fileprivate func labelled(_ label: String) -> String { "\(label): \(self)" }
}

import ArgumentParser
import NeuralEngine

/// `%kmeans`
struct KMeansCommand: TranslatableCommand {
    static let example = """
        %kmeans groups --on iris --clusters 3
        %plot clusters groups --on iris
        """
    static let configuration = makeConfiguration(
        "kmeans", "Find clusters of examples: k-means.",
        discussion: """
            The targets are not looked at. Where they are classes, the output tells how many examples of each class each cluster \
            holds.
            """)

    @Argument(help: "The name of what is found.")
    var name: String

    @Option(help: "The data set.")
    var on: String

    @Option(help: "How many clusters.")
    var clusters: WholeNumber

    @Option(help: "How often to begin from other centres; the best counts.")
    var restarts: WholeNumber = WholeNumber(10)

    @Option(help: "Draws the first centres.")
    var seed: WholeNumber = WholeNumber(0)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        try SwiftIdentifier.check(name, of: "clustering")
        let data = try context.session.dataset(on)
        let found = try KMeans(
            of: data, clusters: clusters.value, restarts: restarts.value, seed: try Seed.checked(seed))
        context.session.define(name, .object(found))
        context.say("\(name): \(found)")
        if let table = table(found, data) { context.say(table) }
        context.say("%plot clusters \(name) --on \(on) draws them.")
    }

    func swiftCode(in context: LabContext) throws -> String {
        try SwiftIdentifier.check(name, of: "clustering")
        return "let \(name) = try KMeans(of: \(on), clusters: \(clusters.value), restarts: \(restarts.value), "
            + "seed: \(try Seed.checked(seed)))"
    }

    /// Classes in rows, clusters in columns; nil where the targets are no classes.
    private func table(_ found: KMeans, _ data: Dataset) -> String? {
        guard let labels = data.labels, let classes = data.classCount, classes > 1, classes <= 50 else { return nil }
        var counts = [[Int]](repeating: [Int](repeating: 0, count: found.clusters), count: classes)
        for (label, cluster) in zip(labels, found.labels) where label < classes { counts[label][cluster] += 1 }
        var table = TextTable(
            heading: ["class"] + (0..<found.clusters).map { "cluster \($0)" },
            rightAligned: Set(1..<(found.clusters + 1)))
        for (label, row) in counts.enumerated() {
            let names = data.classNames ?? []
            table.rows.append(
                [names.indices.contains(label) ? names[label] : String(label)] + row.map(String.init))
        }
        return table.text
    }
}

import ArgumentParser
import Display
import NeuralEngine

/// `%predict`
struct PredictCommand: TranslatableCommand {
    static let example = """
        %predict clf 0.5 1.0
        %predict clf 0.5,1.0 -1,0.25
        %predict clf --on moons --count 5
        """
    static let configuration = makeConfiguration(
        "predict", "Ask a network.",
        discussion: """
            Numbers are one example; for several, join each one's numbers with commas. For classes the answer's class is shown, \
            by the names of the data that the network learned from, and how probable the network holds it.
            """)

    @Argument(help: "The network.")
    var name: String

    @Argument(help: "One example's numbers, or one word an example: 0.5,1.0")
    var values: [String] = []

    @Option(help: "A data set whose first examples are asked.")
    var on: String?

    @Option(help: "How many of them.")
    var count: WholeNumber = WholeNumber(10)

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let session = context.session
        let model = try predictor(session)
        let (inputs, data) = try self.inputs(session, shape: (model as? Model)?.inputShape)
        let answers = try model.predict(inputs)
        let reader = AnswerReader(model, session: session, data: data)
        let table = PredictionTable(inputs: inputs, answers: answers, data: data, reader: reader)
        context.show(table.table)
        if let right = table.right { context.say("\(right.count) of \(right.of) right") }
    }

    func swiftCode(in context: LabContext) throws -> String {
        let session = context.session
        if let on {
            let data = try session.dataset(on)
            return "try \(name).predict(\(on).rows(Array(0..<\(min(try checkedCount(), data.count)))).features)"
        }
        let shape = try? session.network(name).inputShape
        let (inputs, _) = try self.inputs(session, shape: shape)
        let rows = try rows()
        guard inputs.rank == 2 else {
            let numbers = rows.map { $0.map(SwiftCode.number).joined(separator: ", ") }.joined(separator: ", ")
            return "try \(name).predict(Tensor(shape: \(SwiftCode.list(inputs.shape)), scalars: [\(numbers)]))"
        }
        let literal = rows.map { "[" + $0.map(SwiftCode.number).joined(separator: ", ") + "]" }.joined(separator: ", ")
        return "try \(name).predict([\(literal)])"
    }

    private func predictor(_ session: LabSession) throws -> any Predictor {
        switch session.value(of: name) {
        case .perceptron(let perceptron): return perceptron
        case .object(let factorization as MatrixFactorization): return factorization
        default: break
        }
        return try session.network(name)
    }

    private func checkedCount() throws -> Int {
        guard count.value >= 1 else { throw LabError("--count is \(count.value); expected 1 or more.") }
        return count.value
    }

    private func inputs(_ session: LabSession, shape: [Int]?) throws -> (Tensor, Dataset?) {
        if let on {
            guard values.isEmpty else { throw LabError("give numbers or --on, not both.") }
            let data = try session.dataset(on)
            let chosen = try data.rows(Array(0..<min(try checkedCount(), data.count)))
            return (chosen.features, chosen)
        }
        let rows = try rows()
        let width = rows[0].count
        let wanted = shape ?? [width]
        guard rows.allSatisfy({ $0.count == wanted.reduce(1, *) }) else {
            let odd = rows.first { $0.count != wanted.reduce(1, *) } ?? []
            throw LabError(
                "\(name) takes examples of shape \(ShortText.shape(wanted)), that is "
                    + "\(ShortText.count(wanted.reduce(1, *), "number")), but \(odd.count) were given.")
        }
        let tensor = try Tensor(shape: [rows.count] + wanted, scalars: rows.joined().map { Float($0) })
        return (tensor, nil)
    }

    /// The numbers of each example.
    private func rows() throws -> [[Double]] {
        guard !values.isEmpty else {
            throw LabError(
                "%predict \(name) needs an example's numbers, such as %predict \(name) 0.5 1.0, or --on DATA.")
        }
        // Brackets and blanks may stand as in Swift: (0.5, 1), [[0.5, 1], [2, 3]].
        let text = values.map(Number.unguarded).joined(separator: " ").split(
            separator: ",", omittingEmptySubsequences: false
        )
        .map { WordParts.trimmed(String($0)) }.joined(separator: ",")
        .replacing("],[", with: "] [").filter { !"()[]".contains($0) }
        let words = text.split(separator: " ").map(String.init)
        let hasLists = words.contains { $0.contains(",") }
        let lists =
            hasLists
            ? words.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } : [words]
        return try lists.map { list in
            try list.map { word in
                guard let value = Double(word), value.isFinite else {
                    throw LabError("\"\(word)\" is not a number.")
                }
                return value
            }
        }
    }
}

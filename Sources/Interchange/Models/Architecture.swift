import NeuralEngine

/// How a network is built, as lines of text that a person can read:
///
/// ```
/// sequential
/// input 8 8
/// layer Flatten()
/// layer Dense(10, activation: .softmax)
/// use 0 from -1
/// use 1 from 0
/// outputs 1
/// ```
///
/// `from -1` is the network's first input, `-2` its second; other numbers are uses before. `lender 0` behind a use names the
/// embedding whose table a head shares.
enum Architecture {
    static func text(of model: Model) throws -> String {
        var lines = [model is Sequential ? "sequential" : "graph"]
        for shape in model.inputShapes { lines.append("input " + shape.map(String.init).joined(separator: " ")) }
        for (index, layer) in model.layers.enumerated() {
            let code = layer.code
            // What cannot be read again shall be told now, not when the file is needed.
            guard let again = try? LayerCode.layer(code), Self.isSame(again.code, code), !code.contains("\n") else {
                throw EngineError(
                    .invalidArgument,
                    """
                    Layer \(index) of "\(model.name)", \(code.prefix(120)), is no layer of the engine's, so a file cannot hold \
                    it. writeWeights(safetensors:) writes the weights alone.
                    """)
            }
            lines.append("layer " + code)
        }
        for use in model.connections {
            let inputs = use.inputs.map(String.init).joined(separator: " ")
            lines.append("use \(use.layer) from \(inputs)" + (use.lender.map { " lender \($0)" } ?? ""))
        }
        lines.append("outputs " + model.outputSources.map(String.init).joined(separator: " "))
        return lines.joined(separator: "\n")
    }

    /// - Parameter fileSize: bytes of the file, which holds all weights: a network that needs more is none of it.
    /// - Throws: ``CodeProblem`` with the line, ``EngineError`` when the layers do not fit each other.
    static func model(
        _ text: String, name: String, seed: UInt64, inputNames: [String?], fileSize: Int
    ) throws -> Model {
        var parts = Parts()
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            do { try parts.add(line, isFirst: number == 0) } catch let problem as CodeProblem {
                throw CodeProblem(text: "line \(number + 1) of the architecture: \(problem.text)")
            }
        }
        return try parts.model(name: name, seed: seed, inputNames: inputNames, fileSize: fileSize)
    }

    /// The same network made of the layers that wrapping ones stand for, as a chain where it is one; its weights are drawn.
    static func bare(_ model: Model, name: String) throws -> Model {
        let uses = model.connections
        let isChain =
            model.inputShapes.count == 1 && model.outputSources == [uses.count - 1]
            && uses.enumerated().allSatisfy { index, use in use.layer == index && use.inputs == [index - 1] }
        var parts = Parts()
        parts.take(model, isSequential: isChain)
        return try parts.model(name: name, seed: model.seed, inputNames: model.inputNames, fileSize: .max)
    }

    /// A head's embedding is named apart.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        one == other || (other.contains("ReversedEmbedding(of: ") && one.hasPrefix("ReversedEmbedding("))
    }
}

/// What the lines say.
private struct Parts {
    private var isSequential = false
    private var inputs: [[Int]] = []
    private var layers: [any Layer] = []
    private var uses: [(layer: Int, inputs: [Int], lender: Int?)] = []
    private var outputs: [Int] = []

    mutating func add(_ line: Substring, isFirst: Bool) throws {
        if isFirst {
            guard line == "sequential" || line == "graph" else {
                throw CodeProblem(text: "expected sequential or graph")
            }
            isSequential = line == "sequential"
            return
        }
        let words = line.split(separator: " ", maxSplits: 1)
        let rest = words.count > 1 ? words[1] : ""
        switch words.first {
        case "input": inputs.append(try numbers(rest))
        case "layer": layers.append(try LayerCode.layer(String(rest)))
        case "outputs": outputs = try numbers(rest)
        case "use":
            guard uses.count < 4096 else { throw CodeProblem(text: "more than 4096 layers are no network") }
            let parts = rest.split(separator: " ")
            guard parts.count >= 3, parts[1] == "from", let layer = Int(parts[0]), layers.indices.contains(layer) else {
                throw CodeProblem(text: "expected 'use LAYER from INPUTS'")
            }
            let lender = parts.firstIndex(of: "lender")
            let sources = try numbers(parts[2..<(lender ?? parts.count)].joined(separator: " ")[...])
            try check(sources)
            uses.append((layer, sources, lender.flatMap { $0 + 1 < parts.count ? Int(parts[$0 + 1]) : nil }))
        default: throw CodeProblem(text: "'\(line.prefix(40))' is not known")
        }
    }

    mutating func take(_ model: Model, isSequential: Bool) {
        self.isSequential = isSequential
        inputs = model.inputShapes
        layers = model.layers.map { ($0 as? ONNXImporter.Numbered)?.layer ?? $0 }
        uses = model.connections.map { ($0.layer, $0.inputs, $0.lender) }
        outputs = model.outputSources
    }

    func model(name: String, seed: UInt64, inputNames: [String?], fileSize: Int) throws -> Model {
        guard !inputs.isEmpty, !uses.isEmpty else { throw CodeProblem(text: "the network has no input or no layer") }
        var made = layers
        // A head may have to name the embedding that it shares a table with.
        for use in uses {
            guard let head = made[use.layer] as? ReversedEmbedding, let lender = use.lender,
                made.indices.contains(lender), let shared = made[lender] as? Shared
            else { continue }
            made[use.layer] = ReversedEmbedding(of: shared, bias: head.hasBias, biasInitializer: head.biasInitializer)
        }
        if isSequential {
            guard inputs.count == 1 else { throw CodeProblem(text: "a sequential network has one input") }
            let chain = uses.map { made[$0.layer] }
            try checkSize(try Model.parameterCount(inputShape: inputs[0], layers: chain), fileSize)
            return try Sequential(inputShape: inputs[0], layers: chain, seed: seed, name: name)
        }
        let nodes = inputs.enumerated().map { index, shape in
            Input(shape: shape, name: inputNames.indices.contains(index) ? inputNames[index] : nil)
        }
        var results: [Node] = []
        func node(_ source: Int) -> Node { source < 0 ? nodes[-1 - source] : results[source] }
        for use in uses { results.append(made[use.layer](use.inputs.map(node))) }
        for source in outputs where source >= results.count || -1 - source >= nodes.count {
            throw CodeProblem(text: "output \(source) is none of the network's values")
        }
        try checkSize(try Model.parameterCount(inputs: nodes, outputs: outputs.map(node)), fileSize)
        return try Model(inputs: nodes, outputs: outputs.map(node), seed: seed, name: name)
    }

    private func checkSize(_ count: Int, _ fileSize: Int) throws {
        guard count <= fileSize / 4 else {
            throw CodeProblem(text: "the layers hold \(count) numbers, more than the file has room for")
        }
    }

    private func check(_ sources: [Int]) throws {
        for source in sources where source >= uses.count || source < -inputs.count {
            throw CodeProblem(text: "\(source) is no value before this use")
        }
    }

    private func numbers(_ text: Substring) throws -> [Int] {
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        guard !numbers.isEmpty, numbers.count == text.split(separator: " ").count else {
            throw CodeProblem(text: "expected whole numbers, not '\(text.prefix(40))'")
        }
        return numbers
    }
}

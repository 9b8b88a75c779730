import NeuralEngine

/// From a network's operations to ONNX's.
///
/// The engine has channels last, ONNX's convolutions have them first: transpositions stand around those, which runtimes merge.
struct ONNXExporter {
    var graph = ONNXGraphWriter()
    /// What each value is called.
    var names: [Int: String] = [:]

    func name(of value: ExchangeValue) -> String { names[value.id] ?? "v\(value.id)" }

    mutating func add(_ step: ExchangeStep) throws {
        let inputs = step.inputs.map(name)
        let (from, to) = (step.inputs.first?.shape ?? [], step.outputs[0].shape)
        let result: String
        switch step.operation {
        case .affine(let kernel, let bias, let isTransposed):
            result = affine(inputs, from, kernel, bias, isTransposed)
        case .activation(let function): result = try activation(function, inputs[0], columns: from.last ?? 1)
        case .learnedRelu(let slopes): result = learnedRelu(inputs[0], from, slopes)
        case .reshape: result = reshaped(inputs[0], to)
        case .convolution(let kernel, let bias, let window, let groups):
            result = convolution(inputs[0], from, to, kernel, bias, window, groups)
        case .transposedConvolution(let kernel, let bias, let window):
            result = transposedConvolution(inputs[0], from, to, kernel, bias, window)
        case .maxPooling(let window): result = pooled("MaxPool", inputs[0], from, window, [])
        case .averagePooling(let window):
            result = pooled("AveragePool", inputs[0], from, window, [("count_include_pad", .int(0))])
        case .maskedMean: result = maskedMean(inputs[0], mask: inputs[1])
        case .shift(let top, let left): result = shifted(inputs[0], from, to, top: top, left: left)
        case .upsampling(let factors, let isBilinear): result = upsampled(inputs[0], from, factors, isBilinear)
        case .batchNormalization(let gamma, let beta, let mean, let variance, let epsilon):
            result = batchNormalization(inputs[0], from, gamma, beta, mean, variance, epsilon)
        case .rowNormalization(let gamma, let beta, let epsilon, let isCentered):
            result = rowNormalization(inputs[0], from, gamma, beta, epsilon, isCentered)
        case .groupNormalization(let gamma, let beta, let epsilon, let groups):
            result = groupNormalization(inputs[0], from, gamma, beta, epsilon, groups)
        case .embedding(let table, let positions): result = embedding(inputs[0], from, table, positions)
        case .positions(let table): result = graph.add("Add", [inputs[0], firstRows(of: table, from)])
        case .nonzeroMask:
            let zero = graph.add("Equal", [inputs[0], graph.number(0)])
            result = graph.add("Cast", [graph.add("Not", [zero])], [("to", .int(1))])
        case .attention(let attention): result = self.attention(attention, step)
        case .concatenate(let axis): result = graph.add("Concat", inputs, [("axis", .int(axis + 1))])
        case .merge(let merge): result = merged(merge, inputs)
        case .masking(let value): return masking(step, value)
        case .recurrent(let recurrence): result = try recurrent(recurrence, step)
        case .reverse: result = reversed(inputs[0])
        case .permute(let axes):
            result = graph.add("Transpose", inputs, [("perm", .ints([0] + axes.map { $0 + 1 }))])
        case .repeated(let count):
            let wide = graph.add("Unsqueeze", [inputs[0], graph.integers([1])])
            let repeats = [1, count] + from.map { _ in 1 }
            result = graph.add("Tile", [wide, graph.integers(repeats)])
        }
        names[step.outputs[0].id] = result
    }

    // MARK: Arrays and shapes

    mutating func array(_ array: ExchangeArray) -> String {
        graph.array(array.name, shape: array.value.shape, array.value.scalars)
    }

    mutating func reshaped(_ input: String, _ shape: [Int]) -> String {
        graph.add("Reshape", [input, graph.integers([-1] + shape)])
    }

    /// Steps in the other order.
    mutating func reversed(_ input: String, axis: Int = 1) -> String {
        graph.add(
            "Slice",
            [input, graph.integers([-1]), graph.integers([Int.min]), graph.integers([axis]), graph.integers([-1])])
    }

    /// `[batch, …, channels]` with the channels in front, or back again.
    mutating func channelsFirst(_ input: String, axes: Int) -> String {
        graph.add("Transpose", [input], [("perm", .ints([0, axes + 1] + Array(1...axes)))])
    }

    mutating func channelsLast(_ input: String, axes: Int) -> String {
        graph.add("Transpose", [input], [("perm", .ints([0] + Array(2...(axes + 1)) + [1]))])
    }

    /// As many rows of a table as a sample has steps.
    mutating func firstRows(of table: ExchangeArray, _ sample: [Int]) -> String {
        let shape = Array(sample.suffix(2))
        guard shape[0] < table.value.shape[0] else { return array(table) }
        return graph.array(
            "\(table.name).\(shape[0])", shape: shape, Array(table.value.scalars.prefix(shape[0] * shape[1])))
    }

    // MARK: Sums

    private mutating func affine(
        _ inputs: [String], _ from: [Int], _ kernel: ExchangeArray, _ bias: ExchangeArray?, _ isTransposed: Bool
    ) -> String {
        var result: String
        if from.count == 1 {
            let arguments = [inputs[0], array(kernel)] + (bias.map { [array($0)] } ?? [])
            result = graph.add("Gemm", arguments, [("transB", .int(isTransposed ? 1 : 0))])
        } else {
            var right = array(kernel)
            if isTransposed { right = graph.add("Transpose", [right], [("perm", .ints([1, 0]))]) }
            result = graph.add("MatMul", [inputs[0], right])
            if let bias { result = graph.add("Add", [result, array(bias)]) }
        }
        return inputs.count > 1 ? graph.add("Add", [result, inputs[1]]) : result
    }

    private mutating func embedding(
        _ input: String, _ from: [Int], _ table: ExchangeArray, _ positions: ExchangeArray?
    ) -> String {
        let indices = graph.add("Cast", [input], [("to", .int(7))])
        let rows = graph.add("Gather", [array(table), indices], [("axis", .int(0))])
        guard let positions else { return rows }
        return graph.add("Add", [rows, firstRows(of: positions, from + [table.value.shape[1]])])
    }

    private mutating func merged(_ merge: ExchangeOperation.Merge, _ inputs: [String]) -> String {
        switch merge {
        case .add: graph.add("Sum", inputs)
        case .average: graph.add("Mean", inputs)
        case .maximum: graph.add("Max", inputs)
        case .minimum: graph.add("Min", inputs)
        case .subtract: inputs.dropFirst().reduce(inputs[0]) { graph.add("Sub", [$0, $1]) }
        case .multiply: inputs.dropFirst().reduce(inputs[0]) { graph.add("Mul", [$0, $1]) }
        }
    }

    private mutating func learnedRelu(_ input: String, _ from: [Int], _ slopes: ExchangeArray) -> String {
        // The slopes cover the last axes.
        var shape: [Int] = []
        for length in from.reversed() where shape.reduce(1, *) < slopes.value.count { shape.insert(length, at: 0) }
        let name = graph.array(slopes.name, shape: shape, slopes.value.scalars)
        return graph.add("PRelu", [input, name])
    }

    // MARK: Masks

    private mutating func masking(_ step: ExchangeStep, _ value: Float) {
        let input = name(of: step.inputs[0])
        let axes = Array(2...max(2, step.inputs[0].shape.count))
        let equal = graph.add("Cast", [graph.add("Equal", [input, graph.number(value)])], [("to", .int(1))])
        let all = graph.add("ReduceMin", [equal], [("axes", .ints(axes)), ("keepdims", .int(1))])
        let mask = graph.add("Sub", [graph.number(1), all])
        names[step.outputs[0].id] = graph.add("Mul", [input, mask])
        names[step.outputs[1].id] = reshaped(mask, step.outputs[1].shape)
    }

    private mutating func maskedMean(_ input: String, mask: String) -> String {
        let wide = graph.add("Unsqueeze", [mask, graph.integers([2])])
        let sum = graph.add(
            "ReduceSum", [graph.add("Mul", [input, wide]), graph.integers([1])], [("keepdims", .int(0))])
        let count = graph.add("ReduceSum", [mask, graph.integers([1])], [("keepdims", .int(1))])
        // A sequence of which nothing is kept has the mean 0.
        return graph.add("Div", [sum, graph.add("Max", [count, graph.number(1)])])
    }

    // MARK: Attention

    private mutating func attention(_ attention: ExchangeAttention, _ step: ExchangeStep) -> String {
        let (heads, key, value) = (attention.heads, attention.keyWidth, attention.valueWidth)
        let inputs = step.inputs.map(name)
        var sources = Array(inputs.prefix(3))
        let steps = step.outputs[0].shape[0]
        let keys = step.inputs[attention.isPacked ? 0 : 1].shape[0]
        if attention.isPacked {
            let parts = (0..<3).map { _ in graph.newName() }
            let widths = graph.integers([heads * key, heads * key, heads * value])
            sources = graph.add("Split", [inputs[0], widths], [("axis", .int(-1))], outputs: parts)
        }
        func head(_ source: String, _ time: Int, _ width: Int, _ order: [Int]) -> String {
            graph.add("Transpose", [reshaped(source, [time, heads, width])], [("perm", .ints(order))])
        }
        let queries = head(sources[0], steps, key, [0, 2, 1, 3])
        let product = graph.add("MatMul", [queries, head(sources[1], keys, key, [0, 2, 3, 1])])
        var scores = graph.add("Mul", [product, graph.number(attention.scale)])
        var visible: String?
        if attention.isCausal {
            let triangle = (0..<steps).flatMap { row in (0..<keys).map { $0 <= row ? Float(1) : 0 } }
            visible = graph.array("causal.\(steps).\(keys)", shape: [1, 1, steps, keys], triangle)
        }
        if attention.hasMask {
            let mask = reshaped(inputs[inputs.count - 1], [1, 1, keys])
            visible = visible.map { graph.add("Mul", [$0, mask]) } ?? mask
        }
        if let visible {
            let seen = graph.add("Cast", [visible], [("to", .int(9))])
            scores = graph.add("Where", [seen, scores, graph.number(-1e30)])
        }
        var weights = graph.add("Softmax", [scores], [("axis", .int(-1))])
        // A query that sees nothing takes nothing.
        if let visible { weights = graph.add("Mul", [weights, visible]) }
        let mixed = graph.add("MatMul", [weights, head(sources[2], keys, value, [0, 2, 1, 3])])
        return reshaped(graph.add("Transpose", [mixed], [("perm", .ints([0, 2, 1, 3]))]), [steps, heads * value])
    }
}

import NeuralEngine

/// Recurrent layers: ONNX walks over `[time, batch, features]`.
extension ONNXExporter {
    mutating func recurrent(_ layer: ExchangeRecurrence, _ step: ExchangeStep) throws -> String {
        guard !layer.hasMask else {
            throw EngineError(
                .invalidArgument,
                """
                \(step.layer) skips steps by a mask, and ONNX's recurrent layers know lengths alone: leave out Masking, or maskZero.
                """)
        }
        let units = layer.units
        let inputs = step.inputs.map(name)
        let (kind, gates): (String, Int) =
            switch layer.cell {
            case .simple: ("RNN", 1)
            case .lstm: ("LSTM", 4)
            case .gru: ("GRU", 3)
            }
        let blocks = Blocks(units: units, order: layer.cell == .lstm ? [0, 3, 1, 2] : Array(0..<gates))
        let features = layer.kernel.value.shape[0]
        let kernel = graph.array(
            layer.kernel.name, shape: [1, gates * units, features], blocks.rows(of: layer.kernel.value))
        let recurrent = graph.array(
            layer.recurrentKernel.name, shape: [1, gates * units, units], blocks.rows(of: layer.recurrentKernel.value))
        let bias =
            layer.bias.map { array in
                graph.array(
                    array.name, shape: [1, 2 * gates * units], blocks.biases(array.value, isDouble: layer.cell == .gru))
            } ?? ""
        var arguments = [
            graph.add("Transpose", [inputs[0]], [("perm", .ints([1, 0, 2]))]), kernel, recurrent, bias, "",
        ]
        arguments += initialStates(layer, step)
        while arguments.last == "" { arguments.removeLast() }
        let outputs = (0..<(layer.cell == .lstm ? 3 : 2)).map { _ in graph.newName() }
        graph.add(kind, arguments, try attributes(layer, step), outputs: outputs)
        switch layer.result {
        case .sequence:
            let steps = graph.add("Squeeze", [outputs[0], graph.integers([1])])
            let sequence = graph.add("Transpose", [steps], [("perm", .ints([1, 0, 2]))])
            // ONNX leaves the steps in the input's order also when it walks backwards.
            return layer.goesBackwards && !layer.restoresOrder ? reversed(sequence) : sequence
        case .last: return graph.add("Squeeze", [outputs[1], graph.integers([0])])
        case .state:
            let states = outputs.dropFirst().map { graph.add("Squeeze", [$0, graph.integers([0])]) }
            return states.count == 1 ? states[0] : graph.add("Concat", states, [("axis", .int(1))])
        }
    }

    /// h, and c of an LSTM, each `[1, batch, units]`.
    private mutating func initialStates(_ layer: ExchangeRecurrence, _ step: ExchangeStep) -> [String] {
        guard layer.initialStates > 0 else { return [] }
        var states = step.inputs.suffix(layer.initialStates).map(name)
        if layer.cell == .lstm, states.count == 1 {
            let halves = (0..<2).map { _ in graph.newName() }
            states = graph.add(
                "Split", [states[0], graph.integers([layer.units, layer.units])], [("axis", .int(1))], outputs: halves)
        }
        return states.map { graph.add("Unsqueeze", [$0, graph.integers([0])]) }
    }

    private func attributes(
        _ layer: ExchangeRecurrence, _ step: ExchangeStep
    ) throws -> [(String, ONNXGraphWriter.Attribute)] {
        let functions =
            switch layer.cell {
            case .simple: [layer.activation]
            case .lstm: [layer.recurrentActivation, layer.activation, layer.activation]
            case .gru: [layer.recurrentActivation, layer.activation]
            }
        let named = try functions.map { try Self.activation($0, in: step.layer) }
        var result: [(String, ONNXGraphWriter.Attribute)] = [
            ("hidden_size", .int(layer.units)), ("direction", .text(layer.goesBackwards ? "reverse" : "forward")),
            ("activations", .texts(named.map(\.name))),
        ]
        // Numbers belong to those functions that have any, one behind the other.
        let (alphas, betas) = (named.compactMap(\.alpha), named.compactMap(\.beta))
        if !alphas.isEmpty { result.append(("activation_alpha", .floats(alphas))) }
        if !betas.isEmpty { result.append(("activation_beta", .floats(betas))) }
        if layer.cell == .gru { result.append(("linear_before_reset", .int(1))) }
        return result
    }

    private static func activation(
        _ function: ActivationFunction, in layer: String
    ) throws -> (name: String, alpha: Float?, beta: Float?) {
        switch function.kindName {
        case "tanh": ("Tanh", nil, nil)
        case "sigmoid": ("Sigmoid", nil, nil)
        case "relu": ("Relu", nil, nil)
        case "softsign": ("Softsign", nil, nil)
        case "softplus": ("Softplus", nil, nil)
        case "leakyRelu": ("LeakyRelu", function.slope, nil)
        case "elu": ("Elu", function.slope, nil)
        case "hardSigmoid": ("HardSigmoid", 1 / 6, 0.5)
        case "identity": ("Affine", 1, 0)
        default:
            throw EngineError(
                .invalidArgument,
                "\(layer) has the activation \(function.code), which ONNX's recurrent layers do not know.")
        }
    }

    /// The gates' blocks of columns in ONNX's order, as rows.
    private struct Blocks {
        let units: Int
        /// For each block there its place here.
        let order: [Int]

        func rows(of kernel: Tensor) -> [Float] {
            let (inputs, columns) = (kernel.shape[0], kernel.shape[1])
            return order.flatMap { block in
                (0..<units).flatMap { unit in
                    (0..<inputs).map { kernel.scalars[$0 * columns + block * units + unit] }
                }
            }
        }

        /// Biases of the input's and of the state's weights; one of ours stands for both unless there are two rows.
        func biases(_ bias: Tensor, isDouble: Bool) -> [Float] {
            let columns = order.count * units
            func reordered(_ numbers: ArraySlice<Float>) -> [Float] {
                order.flatMap { numbers.dropFirst($0 * units).prefix(units) }
            }
            let first = reordered(bias.scalars.prefix(columns))
            return first
                + (isDouble ? reordered(bias.scalars.dropFirst(columns)) : [Float](repeating: 0, count: columns))
        }
    }
}

import NeuralEngine

extension ONNXImporter {
    mutating func recurrent(_ node: ONNXFile.Node) throws {
        guard case .timeFirst(let place)? = values[try input(node)], place.shape.count == 2 else {
            throw Unsupported(text: "\(node.kind) of a value whose time is not in front")
        }
        let gates = node.kind == "RNN" ? 1 : node.kind == "LSTM" ? 4 : 3
        let recurrent = try needed(node, 2, "recurrent weights")
        let kernel = try needed(node, 1, "weights")
        let features = place.shape[1]
        guard recurrent.shape.count == 3, recurrent.shape[0] == 1, let units = recurrent.shape.last, units >= 1,
            recurrent.shape[1] == gates * units, kernel.shape == [1, gates * units, features],
            node.inputs.dropFirst(4).allSatisfy({ $0.isEmpty || isZeros($0) }),
            (node.attributes["layout"]?.int ?? 0) == 0,
            node.attributes["clip"] == nil
        else {
            throw Unsupported(
                text:
                    "\(node.kind) in both directions, with lengths, with states to begin with, or with weights of \(kernel.shape)"
            )
        }
        let direction = node.attributes["direction"]?.text ?? "forward"
        guard direction == "forward" || direction == "reverse" else {
            throw Unsupported(text: "\(node.kind) \(direction)")
        }
        if node.kind == "GRU", node.attributes["linear_before_reset"]?.int != 1 {
            throw Unsupported(text: "GRU with the reset gate in front of the product")
        }
        let functions = try activations(node)
        var biases: [Float]?
        if node.inputs.count > 3, !node.inputs[3].isEmpty {
            biases = try tensor(try needed(node, 3, "bias"), shape: [1, 2 * gates * units]).scalars
        }
        // For each block of ours its place there.
        let order = node.kind == "LSTM" ? [0, 2, 3, 1] : Array(0..<gates)
        func columns(_ array: ONNXFile.Array, _ inputs: Int) throws -> Tensor {
            let rows = order.flatMap { array.scalars[($0 * units * inputs)..<(($0 + 1) * units * inputs)] }
            return try Tensor(
                shape: [inputs, gates * units],
                scalars: Axes.permuted(rows, shape: [gates * units, inputs], axes: [1, 0]))
        }
        var tensors = [try columns(kernel, features), try columns(recurrent, units)]
        if let biases {
            let width = gates * units
            let halves = [biases[..<width], biases[width...]].map { half in
                order.flatMap { half.dropFirst($0 * units).prefix(units) }
            }
            tensors.append(
                node.kind == "GRU"
                    ? try Tensor(shape: [2, width], scalars: halves[0] + halves[1])
                    : Tensor(zip(halves[0], halves[1]).map { $0 + $1 }))
        }
        let (kind, backwards, hasBias) = (node.kind, direction == "reverse", biases != nil)
        let recurrence = Recurrence(
            input: place,
            make: { sequences in
                switch kind {
                case "LSTM":
                    LSTM(
                        units, activation: functions[1], recurrentActivation: functions[0], bias: hasBias,
                        returnSequences: sequences, goBackwards: backwards)
                case "GRU":
                    GRU(
                        units, activation: functions[1], recurrentActivation: functions[0], bias: hasBias,
                        returnSequences: sequences, goBackwards: backwards)
                default:
                    SimpleRNN(
                        units, activation: functions[0], bias: hasBias, returnSequences: sequences,
                        goBackwards: backwards)
                }
            }, weights: tensors, units: units)
        for (index, output) in node.outputs.enumerated() where !output.isEmpty {
            switch index {
            case 0 where backwards: values[output] = .unknown("\(kind) in reverse, of which every step is used")
            case 0: values[output] = .steps(recurrence)
            case 1: values[output] = .state(recurrence)
            default: values[output] = .unknown("the cell's state of \(kind)")
            }
        }
    }

    /// Whether a state to begin with is zeros, as a layer's own: PyTorch computes them from the batch.
    private func isZeros(_ name: String) -> Bool {
        if let array = constant(name) { return array.scalars.allSatisfy { $0 == 0 } }
        guard let maker = makers[name] else { return false }
        switch maker.kind {
        case "Expand": return constant(maker.inputs.first)?.scalars.allSatisfy { $0 == 0 } ?? false
        case "ConstantOfShape": return maker.attributes["value"]?.array?.scalars.allSatisfy { $0 == 0 } ?? true
        default: return false
        }
    }

    /// The axis of directions of a recurrent layer's result is taken away; false when it is none's.
    mutating func squeezeOfStates(_ node: ONNXFile.Node, _ name: String) throws -> Bool {
        let axes = node.attributes["axes"]?.ints ?? (node.inputs.count > 1 ? constant(node.inputs[1])?.integers : nil)
        switch (values[name], axes) {
        case (.steps(let recurrence), [1]):
            let shape = [recurrence.input.shape[0], recurrence.units]
            set(
                node,
                .timeFirst(placed(recurrence.make(true), recurrence.weights, behind: recurrence.input, shape: shape)))
        case (.state(let recurrence), [0]):
            set(
                node,
                placed(recurrence.make(false), recurrence.weights, behind: recurrence.input, shape: [recurrence.units]))
        default: return false
        }
        return true
    }

    /// The gates' and the candidate's; of an RNN the one it has.
    private func activations(_ node: ONNXFile.Node) throws -> [ActivationFunction] {
        let usual =
            node.kind == "RNN" ? ["Tanh"] : node.kind == "LSTM" ? ["Sigmoid", "Tanh", "Tanh"] : ["Sigmoid", "Tanh"]
        let given = node.attributes["activations"]?.texts ?? []
        let names = given.isEmpty ? usual : given
        guard names.count == usual.count, node.kind != "LSTM" || names[1] == names[2] else {
            throw Unsupported(text: "\(node.kind) with the activations \(names)")
        }
        var alphas = (node.attributes["activation_alpha"]?.floats ?? [])[...]
        return try names.map { name in
            switch name.lowercased() {
            case "tanh": .tanh
            case "sigmoid": .sigmoid
            case "relu": .relu
            case "softsign": .softsign
            case "softplus": .softplus
            case "leakyrelu": .leakyRelu(negativeSlope: alphas.popFirst() ?? 0.01)
            case "elu": .elu(alpha: alphas.popFirst() ?? 1)
            default: throw Unsupported(text: "\(node.kind) with the activation \(name)")
            }
        }
    }
}

import NeuralEngine

/// Recurrent layers, which ONNX has with the time in front.
extension ONNXImporter {
    /// A recurrent layer of the file, of which it is not known yet what is used.
    struct Recurrence {
        let kind: String
        let units: Int
        let isBackwards: Bool
        let activations: [ActivationFunction]
        let hasBias: Bool
        let input: Node
        /// Tells inputs apart.
        let inputName: String
        /// h and c to begin with; empty for zeros.
        let states: [Node]
        let tensors: @Sendable () throws -> [Tensor]

        func layer(sequences: Bool = false, state: Bool = false, isBackwards: Bool? = nil) -> any RecurrentLayer {
            let backwards = isBackwards ?? self.isBackwards
            switch kind {
            case "LSTM":
                return LSTM(
                    units, activation: activations[1], recurrentActivation: activations[0], bias: hasBias,
                    returnSequences: sequences, returnState: state, goBackwards: backwards)
            case "GRU":
                return GRU(
                    units, activation: activations[1], recurrentActivation: activations[0], bias: hasBias,
                    returnSequences: sequences, returnState: state, goBackwards: backwards)
            default:
                return SimpleRNN(
                    units, activation: activations[0], bias: hasBias, returnSequences: sequences, returnState: state,
                    goBackwards: backwards)
            }
        }

        func node(sequences: Bool = false, state: Bool = false) -> Node {
            Numbered(layer: layer(sequences: sequences, state: state), tensors: tensors)([input] + states)
        }

        /// This one and one that walks backwards over the same sequence.
        func bidirectional(
            _ other: Recurrence, sequences: Bool, mergeMode: Bidirectional.MergeMode = .concatenate
        ) -> Node {
            let (own, others) = (tensors, other.tensors)
            let layer = Self.both(layer(sequences: sequences, isBackwards: false), mergeMode)
            return Numbered(layer: layer) { try own() + others() }(input)
        }

        private static func both(_ layer: some RecurrentLayer, _ mergeMode: Bidirectional.MergeMode) -> Bidirectional {
            Bidirectional(layer, mergeMode: mergeMode)
        }
    }

    mutating func recurrent(_ node: ONNXFile.Node) throws {
        let source = try view(input(node))
        guard source.axes.count == 3, source.axes[1] == [.batch], (node.attributes["layout"]?.int ?? 0) == 0 else {
            throw Unsupported(text: "a sequence whose time is not in front")
        }
        let place = try ordered(source)
        let gates = node.kind == "RNN" ? 1 : node.kind == "LSTM" ? 4 : 3
        let (kernel, recurrent) = (try needed(node, 1, "weights"), try needed(node, 2, "recurrent weights"))
        let features = place.shape[1]
        let direction = node.attributes["direction"]?.text ?? "forward"
        let directions = direction == "bidirectional" ? 2 : 1
        guard !recurrent.scalars.isEmpty, recurrent.shape.count == 3, recurrent.shape[0] == directions,
            let units = recurrent.shape.last,
            units >= 1,
            recurrent.shape[1] == gates * units, kernel.shape == [directions, gates * units, features],
            ["forward", "reverse", "bidirectional"].contains(direction),
            node.inputs.count <= 4 || node.inputs[4].isEmpty, node.inputs.count <= 7 || node.inputs[7].isEmpty,
            node.attributes["clip"] == nil
        else { throw Unsupported(text: "lengths, peepholes, a clip, or weights of \(kernel.shape) for \(place.shape)") }
        if node.kind == "GRU", node.attributes["linear_before_reset"]?.int != 1 {
            throw Unsupported(text: "the reset gate in front of the product")
        }
        let functions = try activations(node, directions)
        let bias = node.inputs.count > 3 && !node.inputs[3].isEmpty ? try needed(node, 3, "bias") : nil
        if let bias, bias.shape != [directions, 2 * gates * units] {
            throw Unsupported(text: "a bias of shape \(bias.shape)")
        }
        let states = try initialStates(node, units: units)
        guard states.isEmpty || directions == 1 else {
            throw Unsupported(text: "states to begin with in both directions")
        }
        let name = place.isMoved ? node.outputs.first { !$0.isEmpty } ?? "" : root(node.inputs[0])
        let parts = (0..<directions).map { part in
            let isBackwards = direction == "reverse" || part == 1
            let (kind, count) = (node.kind, functions.count / directions)
            let own = Array(functions[(part * count)..<((part + 1) * count)])
            return Recurrence(
                kind: node.kind, units: units, isBackwards: isBackwards, activations: own, hasBias: bias != nil,
                input: place.node, inputName: name, states: states
            ) {
                try Self.tensors(kind, kernel, recurrent, bias, part: part, features: features, units: units)
            }
        }
        setOutputs(node, parts, time: place.shape[0])
    }

    private mutating func setOutputs(_ node: ONNXFile.Node, _ parts: [Recurrence], time: Int) {
        let first = parts[0]
        let units = first.units
        let width = units * parts.count
        let both = parts.count == 2 ? [Atom(size: 2, stride: 0)] : []
        let own = units == 1 ? [] : [Atom(size: units, stride: 0)]
        let steps = time == 1 ? [] : [Atom(size: time, stride: 0)]
        var sequence = View(
            node: parts.count == 2 ? first.bidirectional(parts[1], sequences: true) : first.node(sequences: true),
            shape: [time, width], like: [steps, both, [.batch], own])
        if parts.count == 1 {
            sequence.origin = .recurrence(first)
            sequence.isReversed = first.isBackwards
        }
        set(node, sequence)
        let state = first.node(state: true)
        let name = "state of " + node.outputs.joined(separator: ",")
        var last = View(
            node: parts.count == 2 ? first.bidirectional(parts[1], sequences: false) : first.node(), shape: [width],
            like: [both, [.batch], own])
        // h alone, and with c behind it where both are asked for.
        if parts.count == 1, first.kind == "LSTM" {
            last.origin = .slice(of: state, name: name, offset: 0, total: 2 * units)
        }
        set(node, last, output: 1)
        guard node.outputs.count > 2, !node.outputs[2].isEmpty else { return }
        guard parts.count == 1 else {
            values[node.outputs[2]] = .unknown("the cells' states of an LSTM in both directions")
            return
        }
        let cells = Reshape([units])(Cropping1D(before: 1, after: 0)(Reshape([2, units])(state)))
        var cell = View(node: cells, shape: [units], like: [[], [.batch], own])
        cell.origin = .slice(of: state, name: name, offset: units, total: 2 * units)
        set(node, cell, output: 2)
    }

    /// h, or h and c; a layer takes both as one value where they are one.
    private func initialStates(_ node: ONNXFile.Node, units: Int) throws -> [Node] {
        let names = node.inputs.dropFirst(5).prefix(node.kind == "LSTM" ? 2 : 1).filter { !$0.isEmpty && !isZeros($0) }
        guard !names.isEmpty else { return [] }
        guard names.count == (node.kind == "LSTM" ? 2 : 1) else {
            throw Unsupported(text: "one state of two to begin with")
        }
        let views = try names.map { name in
            let view = try view(name)
            guard view.axes.count == 3, view.axes[0].isEmpty, view.axes[1] == [.batch], View.size(view.axes[2]) == units
            else { throw Unsupported(text: "a state to begin with of another shape") }
            return view
        }
        if views.count == 2, case .slice(let whole, let name, 0, 2 * units)? = views[0].origin,
            case .slice(_, name, units, 2 * units)? = views[1].origin
        {
            return [whole]
        }
        return try views.map { view in
            var view = view
            view.axes = [[.batch], view.axes[2]]
            return try view.canonical().node
        }
    }

    /// Whether a state to begin with is zeros, as a layer's own: PyTorch computes them from the batch.
    private func isZeros(_ name: String) -> Bool {
        switch values[name] {
        case .constant(let array)?: array.scalars.allSatisfy { $0 == 0 }
        case .filled(let number)?: number == 0
        default: false
        }
    }

    /// Kernels and bias of one direction with the gates in the engine's order.
    private static func tensors(
        _ kind: String, _ kernel: ONNXFile.Array, _ recurrent: ONNXFile.Array, _ bias: ONNXFile.Array?, part: Int,
        features: Int, units: Int
    ) throws -> [Tensor] {
        // For each block of ours its place there.
        let order = kind == "LSTM" ? [0, 2, 3, 1] : kind == "GRU" ? [0, 1, 2] : [0]
        let width = order.count * units
        func columns(_ array: ONNXFile.Array, _ inputs: Int) throws -> Tensor {
            let own = array.scalars[(part * width * inputs)..<((part + 1) * width * inputs)]
            let rows = order.flatMap { own.dropFirst($0 * units * inputs).prefix(units * inputs) }
            return try Tensor(
                shape: [inputs, width], scalars: Axes.permuted(rows, shape: [width, inputs], axes: [1, 0]))
        }
        let kernels = [try columns(kernel, features), try columns(recurrent, units)]
        guard let bias else { return kernels }
        let own = bias.scalars[(part * 2 * width)..<((part + 1) * 2 * width)]
        let halves = [own.prefix(width), own.suffix(width)].map { half in
            order.flatMap { half.dropFirst($0 * units).prefix(units) }
        }
        return kernels + [
            kind == "GRU"
                ? try Tensor(shape: [2, width], scalars: halves[0] + halves[1])
                : Tensor(zip(halves[0], halves[1]).map { $0 + $1 })
        ]
    }

    /// A sum, mean, product or join of a layer's steps and those of one that walks backwards: ``Bidirectional``. False for others.
    mutating func pair(_ node: ONNXFile.Node) throws -> Bool {
        guard node.inputs.count == 2, let one = try? view(node.inputs[0]), let other = try? view(node.inputs[1]),
            case .recurrence(let first)? = one.origin, case .recurrence(let second)? = other.origin,
            one.axes == other.axes, !one.isReversed, other.isReversed, !first.isBackwards, second.isBackwards,
            first.inputName == second.inputName,
            first.kind == second.kind, first.units == second.units, first.activations == second.activations,
            first.hasBias == second.hasBias, first.states.isEmpty, second.states.isEmpty
        else { return false }
        let mode: Bidirectional.MergeMode
        switch node.kind {
        case "Concat":
            let axis = node.attributes["axis"]?.int ?? 0
            guard axis == -1 || axis == one.axes.count - 1 else { return false }
            mode = .concatenate
        case "Sum", "Add": mode = .sum
        case "Mean": mode = .average
        case "Mul": mode = .multiply
        default: return false
        }
        var result = one
        result.node = first.bidirectional(second, sequences: true, mergeMode: mode)
        result.origin = nil
        if mode == .concatenate {
            result = View(
                node: result.node, shape: [one.shape[0], 2 * first.units],
                like: one.axes.dropLast() + [[Atom(size: 2 * first.units, stride: 1)]])
        }
        set(node, result)
        return true
    }

    /// The gates' and the candidate's for each direction; of an RNN the one it has.
    private func activations(_ node: ONNXFile.Node, _ directions: Int) throws -> [ActivationFunction] {
        let usual =
            node.kind == "RNN" ? ["Tanh"] : node.kind == "LSTM" ? ["Sigmoid", "Tanh", "Tanh"] : ["Sigmoid", "Tanh"]
        let given = node.attributes["activations"]?.texts ?? []
        let names = given.isEmpty ? (0..<directions).flatMap { _ in usual } : given
        guard names.count == usual.count * directions else {
            throw Unsupported(text: "the activations \(names)")
        }
        var alphas = (node.attributes["activation_alpha"]?.floats ?? [])[...]
        var betas = (node.attributes["activation_beta"]?.floats ?? [])[...]
        let all: [ActivationFunction] = try names.map { name in
            switch name.lowercased() {
            case "tanh": return .tanh
            case "sigmoid": return .sigmoid
            case "relu": return .relu
            case "softsign": return .softsign
            case "softplus": return .softplus
            case "leakyrelu": return .leakyRelu(negativeSlope: alphas.popFirst() ?? 0.01)
            case "elu": return .elu(alpha: alphas.popFirst() ?? 1)
            case "affine" where (alphas.popFirst() ?? 1, betas.popFirst() ?? 0) == (1, 0): return .identity
            case "hardsigmoid":
                let (alpha, beta) = (alphas.popFirst() ?? 0.2, betas.popFirst() ?? 0.5)
                guard abs(alpha - 1 / 6) < 1e-6, beta == 0.5 else { fallthrough }
                return .hardSigmoid
            default: throw Unsupported(text: "the activation \(name)")
            }
        }
        guard node.kind == "LSTM" else { return all }
        // The last two of an LSTM's three are one here.
        for part in 0..<directions where all[3 * part + 1] != all[3 * part + 2] {
            throw Unsupported(text: "the activations \(names)")
        }
        return all
    }
}

import NeuralEngine

/// Recurrent layers step by step, in one direction or both.
struct ReferenceRecurrent: ReferenceLayer {
    enum Cell: String, Sendable, CaseIterable { case simple, lstm, gru }

    let cell: Cell
    let units: Int
    var activation = ActivationFunction.tanh
    var gate = ActivationFunction.sigmoid
    var hasBias = true
    var returnsSequence = false
    var returnsState = false
    var goesBackwards = false
    var merge: Bidirectional.MergeMode?

    var layer: any Layer {
        guard let merge else { return single }
        return pair(single, merge)
    }

    private func pair(_ layer: some RecurrentLayer, _ merge: Bidirectional.MergeMode) -> Bidirectional {
        Bidirectional(layer, mergeMode: merge)
    }

    private var single: any RecurrentLayer {
        switch cell {
        case .simple:
            SimpleRNN(
                units, activation: activation, bias: hasBias, returnSequences: returnsSequence,
                returnState: returnsState, goBackwards: goesBackwards)
        case .lstm:
            LSTM(
                units, activation: activation, recurrentActivation: gate, bias: hasBias,
                returnSequences: returnsSequence, returnState: returnsState, goBackwards: goesBackwards)
        case .gru:
            GRU(
                units, activation: activation, recurrentActivation: gate, bias: hasBias,
                returnSequences: returnsSequence, returnState: returnsState, goBackwards: goesBackwards)
        }
    }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        guard let merge else {
            let (steps, state) = try walk(input, weights: &weights, backwards: goesBackwards)
            guard returnsSequence else {
                return Flow(returnsState ? try Value.concatenated(state, axis: 1) : state[0])
            }
            var mask = input.mask
            if goesBackwards, let given = mask {
                let time = input.value.shape[1]
                mask = given.indices.map { given[$0 / time * time + time - 1 - $0 % time] }
            }
            return Flow(steps, mask: mask)
        }
        var (forward, state) = try walk(input, weights: &weights, backwards: goesBackwards)
        var (backward, last) = try walk(input, weights: &weights, backwards: !goesBackwards)
        guard returnsSequence else { return Flow(try joined(state[0], last[0], merge)) }
        // Both in the input's order, with zeros where the mask leaves a step out.
        if goesBackwards { forward = try forward.reversed() } else { backward = try backward.reversed() }
        if let mask = input.mask {
            (forward, backward) = (try forward.kept(where: mask), try backward.kept(where: mask))
        }
        (state, last) = ([], [])
        return Flow(try joined(forward, backward, merge), mask: input.mask)
    }

    private func joined<Value: NumberArray>(
        _ first: Value, _ second: Value, _ merge: Bidirectional.MergeMode
    ) throws -> Value {
        switch merge {
        case .concatenate: try Value.concatenated([first, second], axis: first.shape.count - 1)
        case .sum: try first + second
        case .average: try (first + second) * 0.5
        case .multiply: try first * second
        }
    }

    /// h of every step in the order walked, and the last state.
    private func walk<Value: NumberArray>(
        _ input: Flow<Value>, weights: inout ArraySlice<Value>, backwards: Bool
    ) throws -> (steps: Value, state: [Value]) {
        let x = input.value
        let (batch, time) = (x.shape[0], x.shape[1])
        let own = (weights.removeFirst(), weights.removeFirst(), hasBias ? weights.removeFirst() : nil)
        let zeros = try Value(shape: [batch, units], doubles: Array(repeating: 0, count: batch * units))
        var state = Array(repeating: zeros, count: cell == .lstm ? 2 : 1)
        var steps: [Value] = []
        for place in 0..<time {
            let t = backwards ? time - 1 - place : place
            let now = try x.gathered([t], axis: 1).reshaped([batch, x.shape[2]])
            var next = try step(now, state, own)
            if let mask = input.mask {
                let counts = (0..<batch).map { mask[$0 * time + t] }
                next = try zip(next, state).map { try $0.kept(where: counts, else: $1) }
            }
            state = next
            steps.append(try state[0].reshaped([batch, 1, units]))
        }
        return (try Value.concatenated(steps, axis: 1), state)
    }

    private func step<Value: NumberArray>(
        _ x: Value, _ state: [Value], _ weights: (kernel: Value, recurrent: Value, bias: Value?)
    ) throws -> [Value] {
        func part(_ sums: Value, _ index: Int) throws -> Value {
            try sums.gathered(Array((index * units)..<((index + 1) * units)), axis: 1)
        }
        let h = state[0]
        var given = try x.matmul(weights.kernel)
        var old = try h.matmul(weights.recurrent)
        if let bias = weights.bias {
            given = try given + (cell == .gru ? bias.gathered([0], axis: 0) : bias)
            if cell == .gru { old = try old + bias.gathered([1], axis: 0) }
        }
        switch cell {
        case .simple: return [try (given + old).activated(activation)]
        case .lstm:
            let sums = try given + old
            let c =
                try part(sums, 1).activated(gate) * state[1]
                + part(sums, 0).activated(gate) * part(sums, 2).activated(activation)
            return [try part(sums, 3).activated(gate) * c.activated(activation), c]
        case .gru:
            let z = try (part(given, 0) + part(old, 0)).activated(gate)
            let r = try (part(given, 1) + part(old, 1)).activated(gate)
            let n = try (part(given, 2) + r * part(old, 2)).activated(activation)
            return [try z * h + (z * -1 + 1) * n]
        }
    }
}

extension NumberArray {
    /// Steps in the opposite order.
    fileprivate func reversed() throws -> Self { try gathered(Array((0..<shape[1]).reversed()), axis: 1) }
}

/// Steps whose numbers are all the mask value do not count, and show zeros.
struct ReferenceMasking: ReferenceLayer {
    let maskValue: Float
    var layer: any Layer { Masking(maskValue: maskValue) }

    func apply<Value: NumberArray>(
        to input: Flow<Value>, weights: inout ArraySlice<Value>, isTraining: Bool
    ) throws -> Flow<Value> {
        let x = input.value
        let width = x.shape.dropFirst(2).reduce(1, *)
        let numbers = x.doubles
        let mask = (0..<(x.shape[0] * x.shape[1])).map { step in
            numbers[(step * width)..<((step + 1) * width)].contains { Float($0) != maskValue }
        }
        return Flow(try x.kept(where: mask), mask: mask)
    }
}

extension GraphBuilder {
    /// A recurrent layer over `[batch, time, features]`: what ``SimpleRNN``, ``LSTM`` and ``GRU`` are made of.
    ///
    /// - Parameters:
    ///   - parameters: kernel `[features, gates · units]`, recurrent kernel `[units, gates · units]`, and the bias if any.
    ///   - initialStates: h, or for LSTM h and c as two values or side by side in one.
    ///   - isPartOfPair: as one of two directions: its output's steps lie in the order of the input's, and skipped ones show
    ///     zeros.
    func recurrent(
        _ input: GraphValue, initialStates: [GraphValue], settings: RecurrentSettings,
        parameters: [GraphParameter], isPartOfPair: Bool
    ) -> GraphValue {
        let time = input.shape[0]
        let result = settings.result
        let output = value(settings.outputShape(time: time, states: settings.cell.states))
        let mask = mask(of: input)
        let draws = isTraining && (settings.dropout > 0 || settings.recurrentDropout > 0)
        var streams: [UInt64] = []
        if draws { streams = [newRandomStream(), newRandomStream()] }
        append(
            RecurrentOperation(
                cell: settings.cell, units: settings.units, activation: settings.activation,
                recurrentActivation: settings.recurrentActivation, result: result, goesBackwards: settings.goBackwards,
                restoresOrder: isPartOfPair,
                zeroesSkipped: isPartOfPair,
                dropout: streams.first.map { (settings.dropout, settings.recurrentDropout, $0) },
                input: input, output: output, mask: mask, initialStates: initialStates, kernel: parameters[0],
                recurrentKernel: parameters[1], bias: parameters.count > 2 ? parameters[2] : nil))
        if result == .sequence, let mask {
            let turns = settings.goBackwards && !isPartOfPair
            setMask(turns ? reversedMask(mask) : mask, of: output)
        }
        return output
    }

    private func reversedMask(_ mask: GraphValue) -> GraphValue {
        let output = value(mask.shape)
        append(ReverseOperation(input: mask, output: output))
        return output
    }
}

extension GraphBuilder {
    /// The input with steps of nothing but `maskValue` made zero, and a mask that leaves them out.
    func masking(_ input: GraphValue, maskValue: Float) -> GraphValue {
        let output = value(input.shape)
        let mask = value([input.shape[0]])
        append(MaskingOperation(input: input, output: output, mask: mask, maskValue: maskValue))
        setMask(mask, of: output)
        return output
    }
}

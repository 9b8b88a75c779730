import CKernels

extension Model {
    /// What the network computes when it predicts, operation by operation.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` naming a layer that uses an operation of its own.
    package func exchangeGraph() throws -> ExchangeGraph {
        let graph = try graph(isTraining: false)
        let translation = ExchangeTranslation(store: store)
        let steps = try zip(graph.operations, graph.layers).map { try translation.step($0, layer: $1) }
        return ExchangeGraph(
            inputs: graph.inputs.map(ExchangeValue.init), outputs: graph.outputs.map(ExchangeValue.init), steps: steps)
    }
}

/// From the engine's operations to their descriptions.
private struct ExchangeTranslation {
    let store: ParameterStore

    func step(_ operation: any Operation, layer: String) throws -> ExchangeStep {
        // Repeated operations work on the leading axis, whatever its length.
        let operation = (operation as? RepeatedOperation)?.operation ?? operation
        guard let translated = translated(operation) else {
            throw EngineError(
                .invalidArgument, "\(layer) is made of an operation that has no equivalent in other programs' formats.")
        }
        return ExchangeStep(
            layer: layer, operation: translated, inputs: operation.inputs.map(ExchangeValue.init),
            outputs: operation.outputs.map(ExchangeValue.init))
    }

    private func translated(_ operation: any Operation) -> ExchangeOperation? {
        switch operation {
        case let operation as AffineOperation:
            .affine(kernel: array(operation.kernel), bias: operation.bias.map(array), isTransposed: false)
        case let operation as ResidualAffineOperation:
            .affine(kernel: array(operation.kernel), bias: operation.bias.map(array), isTransposed: false)
        case let operation as TransposedAffineOperation:
            .affine(kernel: array(operation.table), bias: operation.bias.map(array), isTransposed: true)
        case let operation as ActivationOperation: .activation(operation.function)
        case let operation as LearnedReluOperation: .learnedRelu(slopes: array(operation.slopes))
        case is ReshapeOperation, is SameMemory: .reshape
        case let operation as EmbeddingOperation:
            .embedding(table: array(operation.table), positions: operation.positions.map(array))
        case let operation as PositionOperation: .positions(array(operation.table))
        case let operation as SinusoidOperation: .positions(sinusoids(operation))
        case is NonzeroMaskOperation: .nonzeroMask
        case let operation as AttentionOperation: .attention(attention(operation))
        case let operation as ConcatenateOperation: .concatenate(axis: operation.axis)
        case let operation as MergeOperation: .merge(merge(operation.kind))
        case let operation as MaskingOperation: .masking(value: operation.maskValue)
        case let operation as RecurrentOperation: .recurrent(recurrence(operation))
        case is ReverseOperation: .reverse
        case let operation as PermuteOperation: .permute(operation.axes)
        case let operation as RepeatOperation: .repeated(operation.count)
        default: normalization(operation) ?? picture(operation)
        }
    }

    private func normalization(_ operation: any Operation) -> ExchangeOperation? {
        switch operation {
        case let operation as BatchNormalizationOperation:
            .batchNormalization(
                gamma: operation.gamma.map(array), beta: operation.beta.map(array), mean: array(operation.movingMean),
                variance: array(operation.movingVariance), epsilon: operation.epsilon)
        case let operation as RowNormalizationOperation:
            .rowNormalization(
                gamma: operation.gamma.map(array), beta: operation.beta.map(array), epsilon: operation.epsilon,
                isCentered: operation.centered)
        case let operation as GroupNormalizationOperation:
            .groupNormalization(
                gamma: operation.gamma.map(array), beta: operation.beta.map(array), epsilon: operation.epsilon,
                groups: operation.groups)
        default: nil
        }
    }

    private func picture(_ operation: any Operation) -> ExchangeOperation? {
        switch operation {
        case let operation as ConvolutionOperation:
            .convolution(
                kernel: array(operation.kernel), bias: operation.bias.map(array),
                window: window(operation.window, from: operation.input, to: operation.output),
                groups: operation.groups)
        case let operation as TransposedConvolutionOperation:
            .transposedConvolution(
                kernel: array(operation.kernel), bias: operation.bias.map(array),
                window: window(operation.window, from: operation.output, to: operation.input))
        case let operation as MaxPoolingOperation:
            .maxPooling(window(operation.window, from: operation.input, to: operation.output))
        case let operation as AveragePoolingOperation:
            .averagePooling(window(operation.window, from: operation.input, to: operation.output))
        case is MaskedMeanOperation: .maskedMean
        case let operation as ShiftOperation: .shift(top: operation.top, left: operation.left)
        case let operation as UpsamplingOperation:
            .upsampling(
                factors: operation.factors.lengths, isBilinear: operation.interpolation == .bilinear)
        default: nil
        }
    }

    private func window(_ window: ConvolutionWindow, from: GraphValue, to: GraphValue) -> ExchangeWindow {
        let (input, span) = (PictureShape(from.shape).size, window.span)
        let output = window.outputSize(for: input)
        let shape = window.shape(batch: 1, input: input, output: output, inputChannels: 1, outputChannels: 1)
        let begin = [shape.pad_top, shape.pad_left]
        func behind(_ output: Int, _ stride: Int, _ span: Int, _ input: Int, _ begin: Int) -> Int {
            max(0, (output - 1) * stride + span - input - begin)
        }
        return ExchangeWindow(
            size: window.size.lengths, strides: window.strides.lengths, dilations: window.dilationRate.lengths,
            begin: begin,
            end: [
                behind(output.height, window.strides.height, span.height, input.height, begin[0]),
                behind(output.width, window.strides.width, span.width, input.width, begin[1]),
            ])
    }

    private func attention(_ operation: AttentionOperation) -> ExchangeAttention {
        let isPacked = if case .packed = operation.source { true } else { false }
        return ExchangeAttention(
            isPacked: isPacked, heads: operation.heads, keyWidth: operation.keyWidth,
            valueWidth: operation.valueWidth, isCausal: operation.isCausal, scale: operation.scale,
            hasMask: operation.mask != nil)
    }

    private func merge(_ kind: MergeKind) -> ExchangeOperation.Merge {
        switch kind {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .average: .average
        case .maximum: .maximum
        case .minimum: .minimum
        }
    }

    private func recurrence(_ operation: RecurrentOperation) -> ExchangeRecurrence {
        let cell: ExchangeRecurrence.Cell =
            switch operation.cell {
            case .simple: .simple
            case .lstm: .lstm
            case .gru: .gru
            }
        let result: ExchangeRecurrence.Result =
            switch operation.result {
            case .sequence: .sequence
            case .last: .last
            case .state: .state
            }
        return ExchangeRecurrence(
            cell: cell, units: operation.units, activation: operation.activation,
            recurrentActivation: operation.recurrentActivation, result: result,
            goesBackwards: operation.goesBackwards, restoresOrder: operation.restoresOrder,
            hasMask: operation.mask != nil, initialStates: operation.initialStates.count,
            kernel: array(operation.kernel), recurrentKernel: array(operation.recurrentKernel),
            bias: operation.bias.map(array))
    }

    private func sinusoids(_ operation: SinusoidOperation) -> ExchangeArray {
        let columns = operation.input.shape.last ?? 1
        let time = operation.input.width / columns
        let numbers = [Float](unsafeUninitializedCapacity: operation.input.width) { buffer, filled in
            if let base = buffer.baseAddress { ck_sinusoids(base, operation.wavelength, time, columns) }
            filled = operation.input.width
        }
        return ExchangeArray(
            name: "sinusoids.\(time).\(columns).\(operation.wavelength)",
            value: Tensor(uncheckedShape: [time, columns], scalars: numbers))
    }

    private func array(_ parameter: GraphParameter) -> ExchangeArray {
        let slot = store.slots.first { $0.offset == parameter.offset && $0.specification.shape == parameter.shape }
        let numbers = Array(UnsafeBufferPointer(start: store.values + parameter.offset, count: parameter.count))
        return ExchangeArray(
            name: slot.map { "\($0.layer).\($0.specification.name)" } ?? "array.\(parameter.offset)",
            value: Tensor(uncheckedShape: parameter.shape, scalars: numbers))
    }
}

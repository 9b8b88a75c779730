/// What a layer builds its part of a network with: operations on values whose shapes are known.
///
/// A layer of one's own is a composition of these; the plan made of them has no trace of the layers left.
public final class GraphBuilder {
    /// Whether the graph is for training: dropout does nothing otherwise.
    public let isTraining: Bool
    private(set) var operations: [any Operation] = []
    private var nextValue = 0
    private var nextRandomStream: UInt64 = 0
    /// The layer whose operations are being added, for messages.
    var layer = ""
    private(set) var layerOfOperation: [String] = []

    private var masks: [Int: GraphValue] = [:]
    /// How many times the samples of a batch the operations being added work on.
    var repetitions = 1

    init(isTraining: Bool) { self.isTraining = isTraining }

    func value(_ shape: [Int]) -> GraphValue {
        defer { nextValue += 1 }
        return GraphValue(id: nextValue, shape: shape)
    }

    /// y = x W + b over the last axis: `[batch, …, inputs]` to `[batch, …, units]`; W is `[inputs, units]`, b `[units]`.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` with the shapes of x and W.
    public func affine(_ input: GraphValue, kernel: GraphParameter, bias: GraphParameter?) throws -> GraphValue {
        guard kernel.shape.count == 2, input.shape.last == kernel.shape[0],
            bias.map({ $0.shape == [kernel.shape[1]] }) ?? true
        else {
            throw EngineError(
                .shapeMismatch,
                "Input \(batchShapeText(input.shape)) does not fit weights of shape \(shapeText(kernel.shape)).")
        }
        let output = value(input.shape.dropLast() + [kernel.shape[1]])
        append(AffineOperation(input: input, output: output, kernel: kernel, bias: bias))
        return output
    }

    /// f(x), element by element or over the last axis.
    public func activation(_ function: ActivationFunction, of input: GraphValue) -> GraphValue {
        guard function != .identity else { return input }
        let output = value(function.resultShape(for: input.shape))
        append(ActivationOperation(input: input, output: output, function: function))
        return output
    }

    /// While training, sets each number to 0 with probability `rate` and scales the others by 1 / (1 − rate).
    public func dropout(_ input: GraphValue, rate: Double) -> GraphValue {
        guard isTraining, rate > 0 else { return input }
        let output = value(input.shape)
        append(DropoutOperation(input: input, output: output, rate: rate, stream: newRandomStream()))
        return output
    }

    /// Tells the draws of the operations of one network apart.
    func newRandomStream() -> UInt64 {
        defer { nextRandomStream += 1 }
        return nextRandomStream
    }

    /// The same numbers under another shape.
    ///
    /// - Throws: ``EngineError/Code/shapeMismatch`` when the counts differ.
    public func reshape(_ input: GraphValue, to shape: [Int]) throws -> GraphValue {
        guard shape.reduce(1, *) == input.width else {
            throw EngineError(
                .shapeMismatch, "\(batchShapeText(input.shape)) cannot be reshaped to \(batchShapeText(shape)).")
        }
        // What goes through a reshape has lost its mask, also where there is nothing else to do.
        guard shape != input.shape || mask(of: input) != nil else { return input }
        let output = value(shape)
        append(ReshapeOperation(input: input, output: output))
        return output
    }

    /// Which steps of a sequence count: a value of shape `[time]`, 1 for a step that counts and 0 for one to skip; nil when
    /// all do.
    public func mask(of value: GraphValue) -> GraphValue? { masks[value.id] }

    /// Says which steps of a sequence count; a layer whose ``Layer/passesMask`` is true hands the mask of its input on.
    public func setMask(_ mask: GraphValue?, of value: GraphValue) { masks[value.id] = mask }

    /// A layer behind its inputs; their mask goes on behind it, unless it makes its own or does not let one pass.
    func output(
        of layer: any Layer, inputs: [GraphValue], parameters: [GraphParameter]
    ) throws -> GraphValue {
        let result = try layer.build(inputs: inputs, parameters: parameters, in: self)
        if layer.passesMask, mask(of: result) == nil {
            setMask(inputs.lazy.compactMap { self.mask(of: $0) }.first, of: result)
        }
        return result
    }

    func append(_ operation: some Operation) {
        if repetitions == 1 {
            operations.append(operation)
        } else {
            operations.append(RepeatedOperation(operation: operation, count: repetitions))
        }
        layerOfOperation.append(layer)
    }
}

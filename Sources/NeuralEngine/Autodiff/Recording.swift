/// A differentiable function of one tensor. Arguments are checked before it is made, so that it cannot fail.
protocol UnaryOperation: Sendable {
    /// Whether the derivative looks at the input's numbers, and at the output's. Their shapes are always there.
    var keepsInput: Bool { get }
    var keepsOutput: Bool { get }
    func value(_ input: Tensor) -> Tensor
    /// The input's gradient from the output's, in differentiable operations.
    func gradient(_ upstream: Tensor, input: Tensor, output: Tensor) throws -> Tensor
}

extension UnaryOperation {
    var keepsInput: Bool { false }
    var keepsOutput: Bool { false }
}

/// A differentiable function of two tensors; see ``UnaryOperation``.
protocol BinaryOperation: Sendable {
    var keepsInputs: Bool { get }
    var keepsOutput: Bool { get }
    func value(_ left: Tensor, _ right: Tensor) -> Tensor
    /// The gradients of the inputs that want one.
    func gradients(_ upstream: Tensor, _ inputs: BinaryInputs, output: Tensor) throws -> (left: Tensor?, right: Tensor?)
}

extension BinaryOperation {
    var keepsInputs: Bool { true }
    var keepsOutput: Bool { false }
}

/// What a derivative sees of two inputs.
struct BinaryInputs {
    let left: Tensor
    let right: Tensor
    let wantsLeft: Bool
    let wantsRight: Bool
}

/// A differentiable function of a list of tensors; see ``UnaryOperation``.
protocol ListOperation: Sendable {
    func value(_ inputs: [Tensor]) -> Tensor
    /// The inputs' gradients; nil for none. Of the inputs there are shapes and nodes, but no numbers.
    func gradients(_ upstream: Tensor, inputs: [Tensor]) throws -> [Tensor?]
    /// No tape will ask for gradients any more.
    func end()
}

extension ListOperation {
    func end() {}
}

extension Tensor {
    /// The operation's result, recorded when a tape records this tensor.
    func applying<Operation: UnaryOperation>(_ operation: Operation) -> Tensor {
        guard node != nil else { return operation.value(self) }
        let input = living
        guard let node = input.node else { return operation.value(input) }
        let inner = input.with(node: node.below)
        let output = inner.applying(operation)
        return node.tape.record(
            output,
            UnaryNode(
                operation, tape: node.tape, place: node.place, input: inner.kept(operation.keepsInput),
                output: output.kept(operation.keepsOutput), below: output.node))
    }

    /// The operation's result, recorded when a tape records one of the inputs.
    func applying<Operation: BinaryOperation>(_ operation: Operation, _ other: Tensor) -> Tensor {
        guard node != nil || other.node != nil, let tape = Tape.innermost(self, other) else {
            return operation.value(self, other)
        }
        let left = living
        let right = other.living
        let leftInner = left.lowered(from: tape)
        let rightInner = right.lowered(from: tape)
        let output = leftInner.applying(operation, rightInner)
        let keeps = operation.keepsInputs
        return tape.record(
            output,
            BinaryNode(
                operation, tape: tape, places: (left.place(on: tape), right.place(on: tape)),
                left: leftInner.kept(keeps),
                right: rightInner.kept(keeps), output: output.kept(operation.keepsOutput), below: output.node))
    }

    /// The operation's result, recorded when a tape records one of the inputs.
    static func applying<Operation: ListOperation>(_ operation: Operation, to tensors: [Tensor]) -> Tensor {
        guard let tape = Tape.innermost(tensors) else { return operation.value(tensors) }
        let inputs = tensors.map(\.living)
        let lowered = inputs.map { $0.lowered(from: tape) }
        let output = applying(operation, to: lowered)
        return tape.record(
            output,
            ListNode(
                operation, tape: tape, places: inputs.map { $0.place(on: tape) },
                inputs: lowered.map { Tensor(shapeOnly: $0.shape).with(node: $0.node) }, below: output.node))
    }

    private func kept(_ keeps: Bool) -> Tensor { keeps ? self : Tensor(shapeOnly: shape) }
}

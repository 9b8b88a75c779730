/// An operation with one input. `@unchecked Sendable` as its superclass.
final class UnaryNode<Operation: UnaryOperation>: TapeNode, @unchecked Sendable {
    private let operation: Operation
    private let inputPlace: Int
    private let input: Tensor
    private let output: Tensor

    init(_ operation: Operation, tape: Tape, place: Int, input: Tensor, output: Tensor, below: TapeNode?) {
        self.operation = operation
        inputPlace = place
        self.input = input
        self.output = output
        super.init(tape: tape, below: below)
    }

    override func propagate(_ upstream: Tensor, into gradients: inout GradientTable) throws {
        try gradients.add(operation.gradient(upstream, input: input, output: output), to: inputPlace)
    }
}

/// An operation with two inputs. `@unchecked Sendable` as its superclass.
final class BinaryNode<Operation: BinaryOperation>: TapeNode, @unchecked Sendable {
    private let operation: Operation
    private let leftPlace: Int?
    private let rightPlace: Int?
    private let left: Tensor
    private let right: Tensor
    private let output: Tensor

    init(
        _ operation: Operation, tape: Tape, places: (Int?, Int?), left: Tensor, right: Tensor, output: Tensor,
        below: TapeNode?
    ) {
        self.operation = operation
        (leftPlace, rightPlace) = places
        self.left = left
        self.right = right
        self.output = output
        super.init(tape: tape, below: below)
    }

    override func propagate(_ upstream: Tensor, into gradients: inout GradientTable) throws {
        let inputs = BinaryInputs(
            left: left, right: right, wantsLeft: leftPlace != nil, wantsRight: rightPlace != nil)
        let (first, second) = try operation.gradients(upstream, inputs, output: output)
        try gradients.add(first, to: leftPlace)
        try gradients.add(second, to: rightPlace)
    }
}

/// An operation with a list of inputs. `@unchecked Sendable` as its superclass.
final class ListNode<Operation: ListOperation>: TapeNode, @unchecked Sendable {
    private let operation: Operation
    private let places: [Int?]
    private let inputs: [Tensor]

    init(_ operation: Operation, tape: Tape, places: [Int?], inputs: [Tensor], below: TapeNode?) {
        self.operation = operation
        self.places = places
        self.inputs = inputs
        super.init(tape: tape, below: below)
    }

    override func propagate(_ upstream: Tensor, into gradients: inout GradientTable) throws {
        for (gradient, place) in zip(try operation.gradients(upstream, inputs: inputs), places) {
            try gradients.add(gradient, to: place)
        }
    }

    override func end() {
        // An outer tape that records the same operation comes later.
        if !inputs.contains(where: \.isTracked) { operation.end() }
    }
}

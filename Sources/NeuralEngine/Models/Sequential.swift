/// A network of layers, one behind the other.
///
/// ```swift
/// let model = try Sequential(inputShape: [2], seed: 42) {
///     Dense(8, activation: .tanh)
///     Dense(1, activation: .sigmoid)
/// }
/// try model.fit(data, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 0.05), epochs: 200)
/// ```
///
/// A network is a reference: every name for it sees the same weights; ``copy()`` makes another. Its parameters begin at
/// random, and the same seed gives the same ones.
///
/// `@unchecked Sendable`: layers and shapes never change, the weights lie in one array that never moves and whose size never
/// changes, and ``fit(_:loss:optimizer:epochs:batchSize:validation:metrics:shuffle:seed:callbacks:)`` works in memory of its
/// own. There is deliberately no lock: a cell that crashes in a callback would leave it locked for the rest of the session.
/// So using a network from several threads is memory-safe, but who predicts while another thread trains may see the weights
/// in the middle of a step, and two trainings at once disturb each other. Callbacks run on the thread that trains, between
/// steps, and see whole ones.
public final class Sequential: Predictor, @unchecked Sendable {
    public let name: String
    public let layers: [any Layer]
    /// A sample's shape, without the batch axis.
    public let inputShape: [Int]
    /// The shape behind each layer, without the batch axis.
    public let outputShapes: [[Int]]
    /// The seed that the parameters were drawn with.
    public let seed: UInt64

    let store: ParameterStore
    /// What the last training was for; ``evaluate(_:loss:metrics:)`` goes by it.
    let lastTraining = LastTraining()

    /// - Parameters:
    ///   - inputShape: a sample's shape, without the batch axis: `[2]`, `[8, 8]`.
    ///   - seed: draws the parameters.
    /// - Throws: ``EngineError`` naming the layer that cannot take what the one before it gives, or that there is none.
    public convenience init(
        inputShape: [Int], seed: UInt64 = 0, name: String = "network", @LayerBuilder layers: () throws -> [any Layer]
    ) throws {
        try self.init(inputShape: inputShape, layers: try layers(), seed: seed, name: name)
    }

    /// As the other initialiser, from an array of layers.
    public init(inputShape: [Int], layers: [any Layer], seed: UInt64 = 0, name: String = "network") throws {
        guard !inputShape.isEmpty, inputShape.allSatisfy({ $0 >= 1 }) else {
            throw EngineError(
                .invalidArgument,
                "\(shapeText(inputShape)) is no sample's shape: expected one or more lengths from 1, such as [2] or [8, 8]."
            )
        }
        guard !layers.isEmpty else {
            throw EngineError(.invalidArgument, "Network \"\(name)\" has no layers; it needs one or more.")
        }
        var shape = inputShape
        var shapes: [[Int]] = []
        var specifications: [[ParameterSpecification]] = []
        for (index, layer) in layers.enumerated() {
            do {
                let next = try layer.outputShape(for: shape)
                specifications.append(layer.parameters(for: shape))
                shape = next
                shapes.append(next)
            } catch let error as EngineError {
                throw EngineError(error.code, "Layer \(index) (\(layer.kind)) of \"\(name)\": \(error.message)")
            }
        }
        self.name = name
        self.layers = layers
        self.inputShape = inputShape
        self.seed = seed
        outputShapes = shapes
        store = try ParameterStore(specifications)
        store.initialize(seed: seed)
    }

    /// A sample's output shape, without the batch axis.
    public var outputShape: [Int] { outputShapes.last ?? inputShape }

    /// How many numbers the network learns.
    public var parameterCount: Int { store.slots.reduce(0) { $0 + $1.count } }

    /// Another network of the same layers with weights of its own, equal to these.
    public func copy(name: String? = nil) throws -> Sequential {
        let other = try Sequential(inputShape: inputShape, layers: layers, seed: seed, name: name ?? self.name)
        other.store.copy(from: store)
        return other
    }

    /// Draws all parameters anew, as if the network had just been made.
    public func reset(seed: UInt64? = nil) { store.initialize(seed: seed ?? self.seed) }

    /// The operations of all layers, for training or not.
    func graph(isTraining: Bool) throws -> Graph {
        let builder = GraphBuilder(isTraining: isTraining)
        let input = builder.value(inputShape)
        var value = input
        for (index, layer) in layers.enumerated() {
            builder.layer = "Layer \(index) (\(layer.kind))"
            let parameters = store.slots.filter { $0.layer == index }.map {
                GraphParameter(shape: $0.specification.shape, offset: $0.offset)
            }
            value = try layer.build(value, parameters: parameters, in: builder)
            guard value.shape == outputShapes[index] else {
                throw EngineError(
                    .shapeMismatch,
                    """
                    \(builder.layer) of "\(name)" announced \(batchShapeText(outputShapes[index])) but builds \
                    \(batchShapeText(value.shape)).
                    """)
            }
        }
        return Graph(input: input, output: value, builder: builder)
    }
}

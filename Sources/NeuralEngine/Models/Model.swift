/// A network of layers with one input or several, and one output or several.
///
/// ```swift
/// let x = Input(shape: [16])
/// let hidden = Dense(16, activation: .relu)(x)
/// let model = try Model(inputs: [x], outputs: [Dense(1)(hidden + x)], seed: 42)   // a residual connection
/// ```
///
/// ``Sequential`` is the network whose layers stand one behind the other.
///
/// A network is a reference: every name for it sees the same weights; ``copy(name:)`` makes another. Its parameters begin at
/// random, and the same seed gives the same ones.
///
/// `@unchecked Sendable`: layers and shapes never change, the weights lie in one array that never moves and whose size never
/// changes, and training works in memory of its own. There is deliberately no lock: a cell that crashes in a callback would
/// leave it locked for the rest of the session. So using a network from several threads is memory-safe, but who predicts while
/// another thread trains may see the weights in the middle of a step, and two trainings at once disturb each other. Callbacks
/// run on the thread that trains, between steps, and see whole ones.
public class Model: Predictor, @unchecked Sendable {
    public let name: String
    /// The seed that the parameters were drawn with.
    public let seed: UInt64

    let structure: LayerGraph
    let store: ParameterStore
    /// What the last training was for; ``evaluate(_:loss:metrics:)`` goes by it.
    let lastTraining: LastTraining
    /// What runs outside of a training go by.
    let plans: PlanPool
    /// Its parameters as a tape sees them, one for each slot of the store: shapes without numbers, and nodes where this is what a
    /// gradient's function was given and they are learned.
    let variables: [Tensor]

    /// - Parameters:
    ///   - inputs: made by `Input(shape:)`, in the order in which data sets hold them.
    ///   - outputs: in the order in which targets and losses are given.
    ///   - seed: draws the parameters.
    /// - Throws: ``EngineError`` naming the layer that cannot take what it is given, or the input that is missing or unused.
    public init(inputs: [Node], outputs: [Node], seed: UInt64 = 0, name: String = "network") throws {
        self.name = name
        self.seed = seed
        structure = try LayerGraph(inputs: inputs, outputs: outputs, model: name)
        store = try ParameterStore(structure.specifications)
        lastTraining = LastTraining()
        plans = PlanPool(seed: seed)
        variables = store.slots.map { Tensor(shapeOnly: $0.specification.shape) }
        store.initialize(seed: seed)
    }

    init(structure: LayerGraph, seed: UInt64, name: String) throws {
        self.name = name
        self.seed = seed
        self.structure = structure
        store = try ParameterStore(structure.specifications)
        lastTraining = LastTraining()
        plans = PlanPool(seed: seed)
        variables = store.slots.map { Tensor(shapeOnly: $0.specification.shape) }
        store.initialize(seed: seed)
    }

    /// Another name for a network, whose parameters a tape records.
    required init(_ model: Model, variables: [Tensor]) {
        name = model.name
        seed = model.seed
        structure = model.structure
        store = model.store
        lastTraining = model.lastTraining
        plans = model.plans
        self.variables = variables
    }

    /// Each layer once, in an order in which every layer stands behind those that it takes its inputs from.
    public var layers: [any Layer] { structure.layers }

    /// The shapes of a sample's inputs, without the batch axis.
    public var inputShapes: [[Int]] { structure.inputShapes }

    /// The shape of a sample's first (mostly only) input, without the batch axis.
    public var inputShape: [Int] { structure.inputShapes[0] }

    /// The shape behind each use of a layer, without the batch axis: for a ``Sequential``, behind each layer.
    public var outputShapes: [[Int]] { structure.uses.map(\.shape) }

    /// The shapes of the network's outputs, without the batch axis.
    public var finalShapes: [[Int]] { structure.outputs.map { structure.shape(of: $0) } }

    /// The shape of the first (mostly only) output, without the batch axis.
    public var outputShape: [Int] { finalShapes[0] }

    /// How many numbers the network holds.
    public var parameterCount: Int { store.slots.reduce(0) { $0 + $1.count } }

    /// How many of them it learns.
    public var trainableParameterCount: Int {
        store.slots.reduce(0) { $0 + ($1.specification.isTrainable ? $1.count : 0) }
    }

    /// Another network of the same layers with weights of its own, equal to these.
    public func copy(name: String? = nil) throws -> Self {
        let other = try makeCopy(name: name ?? self.name)
        other.store.copy(from: store)
        return unsafeDowncast(other, to: Self.self)
    }

    func makeCopy(name: String) throws -> Model { try Model(structure: structure, seed: seed, name: name) }

    /// Draws all parameters anew, as if the network had just been made.
    public func reset(seed: UInt64? = nil) {
        store.initialize(seed: seed ?? self.seed)
        plans.restartKeys(seed: seed ?? self.seed)
    }
}

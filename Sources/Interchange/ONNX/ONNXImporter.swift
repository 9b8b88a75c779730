import DataFiles
import NeuralEngine

/// From ONNX's operators to layers.
///
/// Nodes are taken in the file's order. What has no layer of its own (the error function within a gelu, say) is remembered, and
/// becomes an error only where something else than a pattern that is known asks for its result.
struct ONNXImporter {
    /// What a name of the file stands for.
    enum Value {
        case constant(ONNXFile.Array)
        case layer(Place)
        /// A sequence with the time in front, `[time, batch, features]`.
        case timeFirst(Place)
        /// The result of a recurrent layer: `[time, 1, batch, units]`, made when it is known what of it is used.
        case steps(Recurrence)
        /// The last state `[1, batch, units]`.
        case state(Recurrence)
        case unknown(String)
    }

    /// A value of the network.
    struct Place {
        var node: Node
        /// A sample's shape as ONNX has it, without the batch.
        var shape: [Int]
        /// Whether the channels, which stand in front in `shape`, stand last in the network.
        var isChannelsLast = false
    }

    struct Recurrence {
        let input: Place
        let make: (_ returnsSequences: Bool) -> any Layer
        let weights: [Tensor]
        let units: Int
    }

    /// A layer of the file with a number, by which its weights are found again in the finished network.
    struct Numbered: WrappingLayer {
        let layer: any Layer
        let number: Int
        var code: String { layer.code }
    }

    let file: ONNXFile
    private let fileSize: Int
    var values: [String: Value] = [:]
    /// The node that makes each name.
    private(set) var makers: [String: ONNXFile.Node] = [:]
    /// How often each name is used.
    private(set) var uses: [String: Int] = [:]
    var weights: [[Tensor]] = []
    private var inputs: [Node] = []

    /// Longer chains of layers would not be released without deep recursion.
    private static let mostNodes = 4096

    /// - Parameter fileSize: bytes of the file.
    init(_ file: ONNXFile, fileSize: Int) throws {
        self.file = file
        self.fileSize = fileSize
        guard file.nodes.count <= Self.mostNodes else {
            throw DataFileError(
                file.name,
                "the graph has \(file.nodes.count) operators; \(Self.mostNodes) are the most that can be read")
        }
        for (name, array) in file.arrays { values[name] = .constant(array) }
        for input in file.inputs {
            let shape = Array(input.shape.dropFirst())
            guard !shape.isEmpty, shape.allSatisfy({ $0 >= 1 }) else {
                throw DataFileError(
                    file.name, at: "input '\(input.name)'",
                    "its shape \(input.shape) is not known; all lengths but the batch's have to be numbers")
            }
            let node = Input(shape: shape, name: input.name)
            inputs.append(node)
            values[input.name] = .layer(Place(node: node, shape: shape))
        }
        for node in file.nodes {
            for input in node.inputs { uses[input, default: 0] += 1 }
            for output in node.outputs where !output.isEmpty { makers[output] = node }
        }
        for output in file.outputs { uses[output, default: 0] += 1 }
    }

    /// The network.
    mutating func model(name: String) throws -> Model {
        for node in file.nodes {
            do { try add(node) } catch let error as EngineError {
                for output in node.outputs { values[output] = .unknown("\(node.kind): \(error.message)") }
            } catch let problem as Unsupported {
                for output in node.outputs { values[output] = .unknown(problem.text) }
            }
        }
        let outputs = try file.outputs.map { output in
            do { return try plain(output).node } catch let problem as Unsupported {
                throw DataFileError(file.name, at: "output '\(output)'", problem.text)
            }
        }
        guard !outputs.isEmpty else { throw DataFileError(file.name, "the graph has no output") }
        // An array may be used several times, but not so often.
        let count = try Model.parameterCount(inputs: inputs, outputs: outputs)
        guard count <= 16 * fileSize else {
            throw DataFileError(file.name, "its layers hold \(count) numbers, more than the file has room for")
        }
        let numbered = try Model(inputs: inputs, outputs: outputs, name: name)
        var all = numbered.weights
        var next = 0
        for (place, layer) in numbered.layers.enumerated() {
            let count = try numbered.weights(ofLayer: place).count
            if let layer = layer as? Numbered {
                for (index, tensor) in weights[layer.number].enumerated() where index < count {
                    all[next + index] = tensor
                }
            }
            next += count
        }
        let bare = try Architecture.bare(numbered, name: name)
        try bare.setWeights(all)
        return bare
    }

    // MARK: Asking for values

    struct Unsupported: Error { let text: String }

    /// A value in the network, whatever the order of its axes.
    func place(_ name: String) throws -> Place {
        switch values[name] {
        case .layer(let place): return place
        case .unknown(let reason): throw Unsupported(text: reason)
        case .constant:
            throw Unsupported(text: "'\(name.prefix(60))' is a constant where a value of the network is expected")
        case .timeFirst, .steps, .state:
            throw Unsupported(
                text: "'\(name.prefix(60))' is a sequence with the time in front, which only recurrent layers take")
        case nil: throw Unsupported(text: "'\(name.prefix(60))' is used before it is made")
        }
    }

    /// A value with its axes in ONNX's order.
    func plain(_ name: String) throws -> Place {
        let place = try place(name)
        guard place.isChannelsLast, place.shape.count > 1 else { return place }
        let axes = [place.shape.count] + Array(1..<place.shape.count)
        return Place(node: Permute(axes)(place.node), shape: place.shape)
    }

    /// A picture or sequence with the channels last in the network.
    func channelsLast(_ name: String) throws -> Place {
        var place = try place(name)
        guard !place.isChannelsLast else { return place }
        guard place.shape.count >= 2 else {
            throw Unsupported(text: "'\(name.prefix(60))' is no picture and no sequence")
        }
        place.node = Permute(Array(2...place.shape.count) + [1])(place.node)
        place.isChannelsLast = true
        return place
    }

    func constant(_ name: String?) -> ONNXFile.Array? {
        guard let name, case .constant(let array)? = values[name] else { return nil }
        return array
    }

    func needed(_ node: ONNXFile.Node, _ index: Int, _ what: String) throws -> ONNXFile.Array {
        guard let array = constant(node.inputs.indices.contains(index) ? node.inputs[index] : nil) else {
            throw Unsupported(text: "\(node.kind): its \(what) is computed, not an array of the file")
        }
        return array
    }

    func input(_ node: ONNXFile.Node, _ index: Int = 0) throws -> String {
        guard node.inputs.indices.contains(index), !node.inputs[index].isEmpty else {
            throw Unsupported(text: "\(node.kind) lacks its input \(index)")
        }
        return node.inputs[index]
    }

    /// A layer with the file's weights behind a value.
    mutating func placed(
        _ layer: any Layer, _ tensors: [Tensor], behind place: Place, shape: [Int], isChannelsLast: Bool = false
    ) -> Place {
        weights.append(tensors)
        return Place(
            node: Numbered(layer: layer, number: weights.count - 1)(place.node), shape: shape,
            isChannelsLast: isChannelsLast)
    }

    mutating func set(_ node: ONNXFile.Node, _ value: Value) {
        if let name = node.outputs.first { values[name] = value }
    }
    mutating func set(_ node: ONNXFile.Node, _ place: Place) { set(node, .layer(place)) }

    func tensor(_ array: ONNXFile.Array, shape: [Int]) throws -> Tensor {
        guard array.scalars.count == shape.reduce(1, *) else {
            throw Unsupported(text: "an array of shape \(array.shape) where \(shape) is expected")
        }
        return try Tensor(shape: shape, scalars: array.scalars)
    }

    // MARK: Nodes

    private mutating func add(_ node: ONNXFile.Node) throws {
        switch node.kind {
        case "Identity", "Dropout", "Cast":
            guard let value = values[try input(node)] else { throw Unsupported(text: "\(node.kind) of nothing") }
            set(node, value)
        case "Constant":
            guard let array = node.attributes["value"]?.array else {
                throw Unsupported(text: "a Constant that is no array")
            }
            set(node, .constant(array))
        case "Gemm", "MatMul": try product(node)
        case "Add", "Sum", "Sub", "Mul", "Max", "Min", "Mean": try merge(node)
        case "Conv": try convolution(node)
        case "ConvTranspose": try transposedConvolution(node)
        case "MaxPool", "AveragePool": try pooling(node)
        case "GlobalAveragePool", "GlobalMaxPool": try globalPooling(node)
        case "BatchNormalization": try batchNormalization(node)
        case "LayerNormalization": try layerNormalization(node)
        case "Flatten", "Reshape", "Squeeze", "Unsqueeze": try reshape(node)
        case "Transpose": try transpose(node)
        case "Concat": try concatenate(node)
        case "Gather": try gather(node)
        case "RNN", "LSTM", "GRU": try recurrent(node)
        case "PRelu":
            let place = try place(input(node))
            let slope = try needed(node, 1, "slope")
            try prelu(node, place, slope)
        default:
            guard let function = try activation(node) else {
                throw Unsupported(text: "the operator \(node.kind.prefix(60)) is no layer of the engine")
            }
            var place = try place(input(node))
            place.node = Activation(function)(place.node)
            set(node, place)
        }
    }

    private mutating func prelu(_ node: ONNXFile.Node, _ place: Place, _ slope: ONNXFile.Array) throws {
        var place = place
        if slope.scalars.count == 1 {
            place.node = Activation(.leakyRelu(negativeSlope: slope.scalars[0]))(place.node)
            return set(node, place)
        }
        let channels = place.shape[0]
        guard place.shape.count == 1 || place.isChannelsLast, slope.scalars.count == channels else {
            // One slope for each number of a sample, or for each of the last axis.
            let plain = try plain(input(node))
            let isWhole = slope.shape == plain.shape
            guard isWhole || slope.scalars.count == plain.shape.last, !place.isChannelsLast else {
                throw Unsupported(text: "PRelu of shape \(slope.shape) behind \(place.shape)")
            }
            let shared = isWhole ? [] : Array(1..<plain.shape.count)
            let shape = isWhole ? plain.shape : shared.map { _ in 1 } + [slope.scalars.count]
            let slopes = try Tensor(shape: shape, scalars: slope.scalars)
            return set(node, placed(PReLU(sharedAxes: shared), [slopes], behind: plain, shape: plain.shape))
        }
        let shared = Array(1..<place.shape.count)
        let slopes = try Tensor(shape: shared.map { _ in 1 } + [channels], scalars: slope.scalars)
        set(
            node,
            placed(
                PReLU(sharedAxes: shared), [slopes], behind: place, shape: place.shape,
                isChannelsLast: place.isChannelsLast))
    }

    private mutating func product(_ node: ONNXFile.Node) throws {
        let place = try plain(input(node))
        let kernel = try needed(node, 1, "second factor")
        let transposes = node.attributes["transB"]?.int == 1
        guard kernel.shape.count == 2, (node.attributes["alpha"]?.float ?? 1) == 1,
            (node.attributes["beta"]?.float ?? 1) == 1, (node.attributes["transA"]?.int ?? 0) == 0
        else { throw Unsupported(text: "\(node.kind) with factors, or with the first input transposed") }
        let units = kernel.shape[transposes ? 0 : 1]
        let inputs = kernel.shape[transposes ? 1 : 0]
        guard place.shape.last == inputs else {
            throw Unsupported(text: "\(node.kind): \(place.shape) does not fit weights of \(kernel.shape)")
        }
        var scalars = kernel.scalars
        if transposes { scalars = Axes.permuted(scalars, shape: kernel.shape, axes: [1, 0]) }
        var tensors = [try Tensor(shape: [inputs, units], scalars: scalars)]
        var bias = node.kind == "Gemm" ? constant(node.inputs.count > 2 ? node.inputs[2] : nil) : nil
        // A sum that follows is the bias.
        if node.kind == "MatMul", let sum = biasBehind(node), sum.array.scalars.count == units { bias = sum.array }
        if let bias {
            let numbers = bias.scalars.count == 1 ? [Float](repeating: bias.scalars[0], count: units) : bias.scalars
            guard numbers.count == units else {
                throw Unsupported(text: "a bias of shape \(bias.shape) for \(units) units")
            }
            tensors.append(Tensor(numbers))
        }
        set(
            node,
            placed(
                Dense(units, bias: bias != nil), tensors, behind: place, shape: place.shape.dropLast() + [units]))
    }

    /// The one sum with an array that a node's result goes into.
    private func biasBehind(_ node: ONNXFile.Node) -> (name: String, array: ONNXFile.Array)? {
        guard let output = node.outputs.first, uses[output] == 1,
            let sum = file.nodes.first(where: { $0.inputs.contains(output) }), sum.kind == "Add", sum.inputs.count == 2,
            let name = sum.outputs.first,
            let array = constant(sum.inputs[0] == output ? sum.inputs[1] : sum.inputs[0]),
            array.shape.count <= 1 || array.shape.dropLast().allSatisfy({ $0 == 1 })
        else { return nil }
        return (name, array)
    }

    private mutating func merge(_ node: ONNXFile.Node) throws {
        if node.kind == "Add", node.inputs.count == 2 {
            for (index, name) in node.inputs.enumerated() {
                guard let array = constant(name) else { continue }
                let other = node.inputs[1 - index]
                if let maker = makers[other], maker.kind == "MatMul", biasBehind(maker)?.name == node.outputs.first,
                    let value = values[other]
                {
                    return set(node, value)
                }
                let place = try plain(other)
                guard array.shape == place.shape, place.shape.count == 2 else {
                    throw Unsupported(text: "Add of an array of shape \(array.shape) to \(place.shape)")
                }
                let table = try Tensor(shape: array.shape, scalars: array.scalars)
                return set(node, placed(PositionalEmbedding(), [table], behind: place, shape: place.shape))
            }
        }
        if node.kind == "Mul", let function = try gate(node) {
            var place = try place(function.input)
            place.node = Activation(function.function)(place.node)
            return set(node, place)
        }
        let places = try node.inputs.map { try place($0) }
        guard let first = places.first, places.count >= 2, places.allSatisfy({ $0.shape == first.shape }) else {
            throw Unsupported(text: "\(node.kind) of values of different shapes")
        }
        let isSame = places.allSatisfy { $0.isChannelsLast == first.isChannelsLast }
        let nodes = try isSame ? places.map(\.node) : node.inputs.map { try plain($0).node }
        let layer: any Layer =
            switch node.kind {
            case "Sub": Subtract()
            case "Mul": Multiply()
            case "Max": Maximum()
            case "Min": Minimum()
            case "Mean": Average()
            default: Add()
            }
        set(node, Place(node: layer(nodes), shape: first.shape, isChannelsLast: isSame && first.isChannelsLast))
    }

    private mutating func concatenate(_ node: ONNXFile.Node) throws {
        let places = try node.inputs.map { try plain($0) }
        guard let rank = places.first?.shape.count, let axis = node.attributes["axis"]?.int,
            places.allSatisfy({ $0.shape.count == rank })
        else { throw Unsupported(text: "Concat of values of different ranks") }
        let place = axis < 0 ? axis + rank : axis - 1
        guard (0..<rank).contains(place) else { throw Unsupported(text: "Concat along the batch") }
        var shape = places[0].shape
        shape[place] = places.reduce(0) { $0 + $1.shape[place] }
        set(node, Place(node: Concatenate(axis: place + 1)(places.map(\.node)), shape: shape))
    }

    private mutating func gather(_ node: ONNXFile.Node) throws {
        let table = try needed(node, 0, "table")
        let place = try plain(input(node, 1))
        guard table.shape.count == 2, (node.attributes["axis"]?.int ?? 0) == 0, place.shape.count == 1 else {
            throw Unsupported(text: "Gather from \(table.shape) by \(place.shape)")
        }
        let layer = Embedding(inputDim: table.shape[0], outputDim: table.shape[1])
        let tensor = try Tensor(shape: table.shape, scalars: table.scalars)
        set(node, placed(layer, [tensor], behind: place, shape: place.shape + [table.shape[1]]))
    }
}

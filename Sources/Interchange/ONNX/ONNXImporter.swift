import DataFiles
import NeuralEngine

/// From ONNX's operators to layers.
///
/// Nodes are taken in the file's order. What has no layer of its own (the error function within a gelu, say) is remembered, and
/// becomes an error only where something else than a pattern that is known asks for its result.
struct ONNXImporter {
    let file: ONNXFile
    let fileSize: Int
    var values: [String: Value] = [:]
    /// The node that makes each name.
    private(set) var makers: [String: ONNXFile.Node] = [:]
    /// How often each name is used.
    private(set) var uses: [String: Int] = [:]
    private var inputs: [Node] = []
    /// Tokens of which 0 is padding.
    private var paddedTokens: Set<String> = []
    /// The batch's length, where the file has it as a number.
    private(set) var fixedBatch = 1
    /// Numbers that were computed while reading.
    var folded = 0
    let budget = Budget()

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
            if let batch = input.shape.first, batch > 1 { fixedBatch = batch }
            guard !shape.isEmpty, shape.allSatisfy({ $0 >= 1 }) else {
                throw DataFileError(
                    file.name, at: "input '\(input.name)'",
                    "its shape \(input.shape) is not known; all lengths but the batch's have to be numbers")
            }
            guard Self.isPossible(shape) else {
                throw DataFileError(file.name, at: "input '\(input.name)'", "samples of shape \(shape) are too large")
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
        for node in file.nodes where node.kind == "Not" {
            if let tokens = Self.paddedTokens(makers[node.inputs.first ?? ""], { file.arrays[$0 ?? ""] }) {
                paddedTokens.insert(root(tokens))
            }
        }
    }

    /// The network.
    mutating func model(name: String) throws -> Model {
        for node in file.nodes {
            do { try add(node) } catch let error as EngineError {
                for output in node.outputs { values[output] = .unknown("\(node.title): \(error.message)") }
            } catch let problem as Unsupported {
                for output in node.outputs {
                    values[output] = .unknown(problem.isOfOther ? problem.text : "\(node.title): \(problem.text)")
                }
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
        try checkMasks(numbered)
        var all = numbered.weights
        var next = 0
        for (place, layer) in numbered.layers.enumerated() {
            let count = try numbered.weights(ofLayer: place).count
            if let layer = layer as? Numbered {
                for (index, tensor) in try layer.tensors().enumerated() where index < count {
                    all[next + index] = tensor
                }
            }
            next += count
        }
        let bare = try Architecture.bare(numbered, name: name)
        try bare.setWeights(all)
        return bare
    }

    /// The engine's masks go with the values; they have to arrive where the file's do, and nowhere else.
    private func checkMasks(_ model: Model) throws {
        let wanted = model.layers.count { ($0 as? Numbered)?.isMasked == true }
        let found = try model.exchangeGraph().steps.count { step in
            switch step.operation {
            case .attention(let attention): attention.hasMask
            case .maskedMean: true
            default: false
            }
        }
        guard wanted == found else {
            throw DataFileError(
                file.name, "\(wanted) of its layers leave out padding, which \(found) of the engine's would")
        }
    }

    // MARK: Nodes

    private mutating func add(_ node: ONNXFile.Node) throws {
        if try fold(node) || formula(node) || attentionStep(node) || pair(node) { return }
        switch node.kind {
        case "Identity", "Dropout", "Cast":
            guard let value = values[try input(node)] else { throw Unsupported(text: "nothing comes in") }
            set(node, value)
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
        case "Split": try split(node)
        case "Slice": try slice(node)
        case "ReduceMean", "ReduceMax": try reduced(node)
        case "Tile": try tile(node)
        case "Resize": try resize(node)
        case "Pad": try pad(node)
        case "GroupNormalization", "InstanceNormalization": try groupNormalization(node)
        case "Div": try scale(node)
        case "Concat": try concatenate(node)
        case "Gather" where constant(node.inputs.first) == nil: try select(node)
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
            if case .view(var view)? = values[try input(node)], !view.isReversed {
                let isOfRows = function == .softmax || function == .logSoftmax
                if isOfRows || view.scale != 1 { view = try rows(input(node)) }
                view.node = Activation(function)(view.node)
                view.origin = nil
                return set(node, view)
            }
            var place = try place(input(node))
            place.node = Activation(function)(place.node)
            place.origin = nil
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
        let source = try rows(input(node))
        let kernel = try needed(node, 1, "second factor")
        let transposes = node.attributes["transB"]?.int == 1
        guard kernel.shape.count == 2, (node.attributes["alpha"]?.float ?? 1) == 1,
            (node.attributes["beta"]?.float ?? 1) == 1, (node.attributes["transA"]?.int ?? 0) == 0
        else { throw Unsupported(text: "factors, or the first input transposed") }
        guard !kernel.scalars.isEmpty else { throw Unsupported(text: "weights of \(kernel.shape)") }
        let units = kernel.shape[transposes ? 0 : 1]
        let inputs = kernel.shape[transposes ? 1 : 0]
        guard source.shape.last == inputs else {
            throw Unsupported(text: "\(source.shape) does not fit weights of \(kernel.shape)")
        }
        var bias = node.kind == "Gemm" ? constant(node.inputs.count > 2 ? node.inputs[2] : nil) : nil
        // A sum that follows is the bias.
        if node.kind == "MatMul", let sum = biasBehind(node), sum.array.scalars.count == units { bias = sum.array }
        if let count = bias?.scalars.count, count != 1, count != units {
            throw Unsupported(text: "a bias of \(count) numbers for \(units) units")
        }
        let numbers = bias?.scalars
        var shifts: (@Sendable () throws -> [Float])?
        if let numbers {
            shifts = { numbers.count == 1 ? [Float](repeating: numbers[0], count: units) : numbers }
        }
        let weights: @Sendable () throws -> [Float] = {
            transposes ? Axes.permuted(kernel.scalars, shape: kernel.shape, axes: [1, 0]) : kernel.scalars
        }
        if case .attention(let attention)? = source.origin,
            let whole = attention.node(Attention.Output(columns: units, kernel: weights, bias: shifts))
        {
            return set(node, source.replaced(whole, columns: units))
        }
        let projection = Projection(
            input: source.node, inputName: source.isMoved ? node.outputs.first ?? "" : root(node.inputs[0]),
            inputShape: source.shape, kernel: weights, bias: shifts, units: units, columns: 0..<units)
        set(node, source.replaced(projection.node(), columns: units, origin: .projection(projection)))
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
                guard Array(array.shape.suffix(2)) == place.shape, array.shape.dropLast(2).allSatisfy({ $0 == 1 })
                else {
                    throw Unsupported(text: "an array of shape \(array.shape) added to \(place.shape)")
                }
                let table = try Tensor(shape: place.shape, scalars: array.scalars)
                return set(node, placed(PositionalEmbedding(), [table], behind: place, shape: place.shape))
            }
        }
        if node.kind == "Mul", let function = try gate(node) {
            var view = try view(function.input)
            if view.scale != 1 { view = try view.canonical() }
            view.node = Activation(function.function)(view.node)
            view.origin = nil
            return set(node, view)
        }
        if node.kind == "Mul", node.inputs.contains(where: { constant($0)?.scalars.count == 1 }) {
            return try scale(node)
        }
        if try mergeViews(node) { return }
        let places = try node.inputs.map { try place($0) }
        guard let first = places.first, places.count >= 2, places.allSatisfy({ $0.shape == first.shape }) else {
            throw Unsupported(text: "\(node.kind) of values of different shapes")
        }
        let isSame = places.allSatisfy { $0.isChannelsLast == first.isChannelsLast }
        let nodes = try isSame ? places.map(\.node) : node.inputs.map { try plain($0).node }
        let layer = Self.merging(node.kind)
        set(node, Place(node: layer(nodes), shape: first.shape, isChannelsLast: isSame && first.isChannelsLast))
    }

    private static func merging(_ kind: String) -> any Layer {
        switch kind {
        case "Sub": Subtract()
        case "Mul": Multiply()
        case "Max": Maximum()
        case "Min": Minimum()
        case "Mean": Average()
        default: Add()
        }
    }

    /// Values of which one does not have the batch in front; false when all have.
    private mutating func mergeViews(_ node: ONNXFile.Node) throws -> Bool {
        guard
            node.inputs.contains(where: { name in
                if case .view(let view)? = values[name] { return view.axes.first != [.batch] }
                return false
            })
        else { return false }
        let views = try node.inputs.map { try ordered(view($0)) }
        guard views.count >= 2, views.allSatisfy({ $0.dimensions == views[0].dimensions }) else {
            throw Unsupported(text: "values of different shapes")
        }
        var result = views[0]
        let layer = Self.merging(node.kind)
        result.node = layer(views.map(\.node))
        result.origin = nil
        set(node, result)
        return true
    }

    /// A value times or divided by one number of the file, which goes into what comes behind or in front.
    private mutating func scale(_ node: ONNXFile.Node) throws {
        guard node.inputs.count == 2 else { throw Unsupported(text: "it lacks an input") }
        let isFirst = node.kind == "Mul" && constant(node.inputs[0]) != nil
        guard let number = constant(node.inputs[isFirst ? 0 : 1]), number.scalars.count == 1 else {
            throw Unsupported(text: "values that are divided by others")
        }
        var view = try view(node.inputs[isFirst ? 1 : 0])
        view.scale = node.kind == "Mul" ? view.scale * number.scalars[0] : view.scale / number.scalars[0]
        set(node, view)
    }

    private mutating func concatenate(_ node: ONNXFile.Node) throws {
        // A layer's state in two parts is its state.
        if node.inputs.count == 2, let one = try? view(node.inputs[0]), let other = try? view(node.inputs[1]),
            case .slice(let whole, let name, 0, let total)? = one.origin,
            case .slice(_, name, let offset, total)? = other.origin, one.axes.count == 2, other.axes.count == 2,
            one.lengths == [offset], other.lengths == [total - offset]
        {
            return set(node, Place(node: whole, shape: [total]))
        }
        let views = try node.inputs.map { try view($0) }
        if let axis = node.attributes["axis"]?.int, let first = views.first, first.axes.first != [.batch] {
            return try join(node, views, axis: axis < 0 ? axis + first.axes.count : axis)
        }
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
            throw Unsupported(text: "rows of \(table.shape) by \(place.shape)")
        }
        let layer = Embedding(
            inputDim: table.shape[0], outputDim: table.shape[1],
            maskZero: paddedTokens.contains(root(node.inputs[1])))
        let tensor = try Tensor(shape: table.shape, scalars: table.scalars)
        set(node, placed(layer, [tensor], behind: place, shape: place.shape + [table.shape[1]]))
    }
}

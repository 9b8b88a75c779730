import DataFiles
import NeuralEngine

// Asking for values.

extension ONNXImporter {
    /// Whether a sample may have a shape; larger ones are none that a network has, and their sizes no numbers.
    static func isPossible(_ shape: [Int]) -> Bool {
        let count = shape.reduce((1, false)) { product, length in
            let (next, overflows) = product.0.multipliedReportingOverflow(by: length)
            return (next, product.1 || overflows || length < 1)
        }
        return !count.1 && count.0 <= 1 << 40
    }

    /// A view brought into order, which may take layers of their own; chains of them are released one within the other.
    func ordered(_ view: View) throws -> View {
        let result = try view.canonical()
        if result.isMoved, !view.isMoved { try budget.spend(3) }
        return result
    }

    /// A value in the network, whatever the order of its axes.
    func place(_ name: String) throws -> Place {
        switch values[name] {
        case .layer(let place):
            guard Self.isPossible(place.shape) else { throw Unsupported(text: "a value of shape \(place.shape)") }
            return place
        case .view(let view):
            guard view.axes.first == [.batch], !view.axes.dropFirst().joined().contains(.batch) else {
                throw Unsupported(text: "'\(name.prefix(60))' does not have the batch in front")
            }
            let moved = try ordered(view)
            return Place(node: moved.node, shape: moved.shape, origin: moved.origin)
        case .unknown(let reason): throw Unsupported(text: reason, isOfOther: true)
        case .constant, .dimensions, .filled:
            throw Unsupported(text: "'\(name.prefix(60))' is a constant where a value of the network is expected")
        case .scores, .weights, .mask:
            throw Unsupported(text: "'\(name.prefix(60))' is a part of attention that is used for something else")
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
            throw Unsupported(text: "its \(what) is computed, not an array of the file")
        }
        return array
    }

    func input(_ node: ONNXFile.Node, _ index: Int = 0) throws -> String {
        guard node.inputs.indices.contains(index), !node.inputs[index].isEmpty else {
            throw Unsupported(text: "it lacks its input \(index)")
        }
        return node.inputs[index]
    }

    /// A layer with the file's weights behind a value.
    func placed(
        _ layer: any Layer, _ tensors: [Tensor], behind place: Place, shape: [Int], isChannelsLast: Bool = false
    ) -> Place {
        Place(node: Numbered(layer: layer) { tensors }(place.node), shape: shape, isChannelsLast: isChannelsLast)
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
}

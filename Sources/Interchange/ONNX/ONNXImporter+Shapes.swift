import NeuralEngine

extension ONNXImporter {
    mutating func reshape(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        if node.kind == "Squeeze", try squeezeOfStates(node, name) { return }
        // Positions of one alone are the same numbers in either order.
        let place = try plain(name)
        let shape: [Int]
        switch node.kind {
        case "Flatten":
            guard (node.attributes["axis"]?.int ?? 1) == 1 else {
                throw Unsupported(text: "Flatten of another axis than 1")
            }
            shape = [place.shape.reduce(1, *)]
        case "Reshape":
            let wanted = try needed(node, 1, "shape")
            shape = try resolved(wanted.integers ?? [], from: place.shape)
        default: shape = try squeezed(node, place.shape)
        }
        guard shape != place.shape else { return set(node, place) }
        let layer: any Layer = node.kind == "Flatten" ? Flatten() : Reshape(shape)
        set(node, Place(node: layer(place.node), shape: shape))
    }

    /// A sample's shape for `[-1, 4, 2]`, `[0, -1]`, `[1, 8]`.
    private func resolved(_ wanted: [Int], from shape: [Int]) throws -> [Int] {
        let count = shape.reduce(1, *)
        var lengths = Array(wanted.dropFirst())
        for (axis, length) in lengths.enumerated() where length == 0 && axis < shape.count {
            lengths[axis] = shape[axis]
        }
        if let first = wanted.first, first == -1 || first == 0 || first == 1 {
            let known = lengths.filter { $0 > 0 }.reduce((1, false)) {
                let (product, overflows) = $0.0.multipliedReportingOverflow(by: $1)
                return (product, $0.1 || overflows)
            }
            if !known.1, let open = lengths.firstIndex(of: -1), first != -1, known.0 > 0, count.isMultiple(of: known.0)
            {
                lengths[open] = count / known.0
            }
            let product = lengths.reduce((1, false)) {
                let (product, overflows) = $0.0.multipliedReportingOverflow(by: $1)
                return (product, $0.1 || overflows)
            }
            if !lengths.isEmpty, lengths.allSatisfy({ $0 >= 1 }), !product.1, product.0 == count { return lengths }
        }
        throw Unsupported(text: "Reshape of \(shape) to \(wanted), which mixes the samples of a batch")
    }

    private func axes(_ node: ONNXFile.Node) -> [Int]? {
        if let axes = node.attributes["axes"]?.ints { return axes }
        return node.inputs.count > 1 ? constant(node.inputs[1])?.integers : nil
    }

    private func squeezed(_ node: ONNXFile.Node, _ shape: [Int]) throws -> [Int] {
        guard let axes = axes(node), !axes.isEmpty else { throw Unsupported(text: "\(node.kind) without axes") }
        var result = shape
        let isLonger = node.kind == "Unsqueeze"
        let rank = shape.count + 1 + (isLonger ? axes.count : 0)
        let places = axes.map { $0 < 0 ? $0 + rank : $0 }
        guard places.allSatisfy({ $0 >= 1 && $0 < rank }) else { throw Unsupported(text: "\(node.kind) of the batch") }
        if isLonger {
            for place in places.sorted() {
                guard place - 1 <= result.count else { throw Unsupported(text: "\(node.kind) of axes \(axes)") }
                result.insert(1, at: place - 1)
            }
        } else {
            for place in places.sorted(by: >) {
                guard result[place - 1] == 1 else {
                    throw Unsupported(text: "Squeeze of an axis of \(result[place - 1])")
                }
                result.remove(at: place - 1)
            }
        }
        guard !result.isEmpty else { throw Unsupported(text: "\(node.kind) leaves no axis") }
        return result
    }

    mutating func transpose(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        guard let order = node.attributes["perm"]?.ints else { throw Unsupported(text: "Transpose without an order") }
        if case .timeFirst(let place)? = values[name], order == [1, 0, 2] { return set(node, place) }
        let place = try place(name)
        let rank = place.shape.count
        guard order.count == rank + 1, order.sorted() == Array(0...rank) else {
            throw Unsupported(text: "Transpose of \(place.shape) by \(order)")
        }
        if order == [1, 0, 2] { return set(node, .timeFirst(try plain(name))) }
        guard order[0] == 0 else { throw Unsupported(text: "Transpose of the batch") }
        let shape = order.dropFirst().map { place.shape[$0 - 1] }
        // Between channels in front and last: the same value, seen otherwise.
        if !place.isChannelsLast, rank >= 2, order == [0, rank] + Array(1..<rank) {
            return set(node, Place(node: place.node, shape: shape, isChannelsLast: true))
        }
        if place.isChannelsLast, order == [0] + Array(2...rank) + [1] {
            return set(node, Place(node: place.node, shape: shape))
        }
        set(node, Place(node: Permute(Array(order.dropFirst()))(try plain(name).node), shape: shape))
    }
}

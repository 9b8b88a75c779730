import NeuralEngine

/// Values with their axes in any order: reshapes, transpositions and pieces.
extension ONNXImporter {
    /// A value of the network as a view.
    func view(_ name: String) throws -> View {
        if case .view(let view)? = values[name] {
            guard Self.isPossible(view.shape) else { throw Unsupported(text: "a value of shape \(view.shape)") }
            return view
        }
        return View(try place(name))
    }

    /// A view whose last axis the network has last, for what works on that axis.
    func rows(_ name: String) throws -> View {
        let view = try view(name)
        guard view.axes.count >= 2, view.axes.last?.contains(.batch) == false else {
            throw Unsupported(text: "'\(name.prefix(60))' has the batch as its last axis")
        }
        return try ordered(view)
    }

    mutating func set(_ node: ONNXFile.Node, _ view: View, output: Int = 0) {
        guard node.outputs.indices.contains(output), !node.outputs[output].isEmpty else { return }
        values[node.outputs[output]] = view.place.map { .layer($0) } ?? .view(view)
    }

    /// The value that a name stands for behind operators that only look at it in another way.
    func root(_ name: String) -> String {
        var name = name
        for _ in 0..<file.nodes.count {
            guard let maker = makers[name], let input = maker.inputs.first,
                ["Identity", "Cast", "Dropout", "Transpose", "Reshape", "Unsqueeze", "Squeeze"].contains(maker.kind)
            else { break }
            name = input
        }
        return name
    }

    mutating func reshape(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        if node.kind == "Flatten" {
            guard (node.attributes["axis"]?.int ?? 1) == 1 else {
                throw Unsupported(text: "Flatten of another axis than 1")
            }
            let plain = try plain(name)
            let shape = [plain.shape.reduce(1, *)]
            return set(node, plain.shape == shape ? plain : Place(node: Flatten()(plain.node), shape: shape))
        }
        let view = try view(name)
        if node.kind != "Reshape" {
            var result = view
            result.axes = try squeezed(node, view)
            return set(node, result)
        }
        let wanted = try dimensions(input(node, 1))
        let filled = try wanted.enumerated().map { index, dimension in
            guard dimension == Dimension(factor: 0), node.attributes["allowzero"]?.int != 1 else { return dimension }
            guard index < view.axes.count else { throw Unsupported(text: "Reshape to \(wanted.map(\.factor))") }
            return view.dimensions[index]
        }
        guard let result = reshaped(view, filled) else {
            throw Unsupported(
                text: "Reshape of \(view.lengths) to \(wanted.map(\.factor)), which mixes the samples of a batch")
        }
        set(node, result)
    }

    /// Files of one batch size have it as a number.
    private func reshaped(_ view: View, _ wanted: [Dimension]) -> View? {
        if let result = view.reshaped(wanted) { return result }
        let isOpen = wanted.contains { $0.isBatch || $0.factor == -1 }
        guard !isOpen || fixedBatch == 1 || !wanted.contains(where: \.isBatch) else { return nil }
        for (index, dimension) in wanted.enumerated()
        where !dimension.isBatch && dimension.factor >= 1 && dimension.factor.isMultiple(of: fixedBatch) {
            var other = wanted
            other[index] = Dimension(factor: dimension.factor / fixedBatch, isBatch: true)
            if let result = view.reshaped(other) { return result }
        }
        return nil
    }

    private func squeezed(_ node: ONNXFile.Node, _ view: View) throws -> [[Atom]] {
        var axes = view.axes
        guard let given = node.attributes["axes"]?.ints ?? constantIntegers(node, 1), !given.isEmpty else {
            guard node.kind == "Squeeze" else { throw Unsupported(text: "\(node.kind) without axes") }
            axes.removeAll { $0.isEmpty }
            return axes
        }
        let isLonger = node.kind == "Unsqueeze"
        let rank = axes.count + (isLonger ? given.count : 0)
        let places = Set(given.map { $0 < 0 ? $0 + rank : $0 })
        guard places.count == given.count, places.allSatisfy({ $0 >= 0 && $0 < rank }), rank <= 16 else {
            throw Unsupported(text: "\(node.kind) of the axes \(given)")
        }
        if isLonger {
            for place in places.sorted() { axes.insert([], at: place) }
        } else {
            for place in places.sorted(by: >) {
                guard axes[place].isEmpty else {
                    throw Unsupported(text: "Squeeze of an axis of \(View.size(axes[place])) numbers")
                }
                axes.remove(at: place)
            }
        }
        return axes
    }

    mutating func transpose(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        if case .layer(let place)? = values[name] {
            // Between channels in front and last: the same value, seen otherwise.
            let rank = place.shape.count
            let order = node.attributes["perm"]?.ints ?? []
            if rank >= 2, !place.isChannelsLast, order == [0, rank] + Array(1..<rank) {
                let shape = order.dropFirst().map { place.shape[$0 - 1] }
                return set(node, Place(node: place.node, shape: shape, isChannelsLast: true, origin: place.origin))
            }
            if place.isChannelsLast, order == [0] + Array(2...rank) + [1] {
                let shape = order.dropFirst().map { place.shape[$0 - 1] }
                return set(node, Place(node: place.node, shape: shape, origin: place.origin))
            }
        }
        var view = try view(name)
        let order = node.attributes["perm"]?.ints ?? Array(view.axes.indices.reversed())
        guard order.sorted() == Array(view.axes.indices) else {
            throw Unsupported(text: "Transpose of \(view.axes.count) axes by \(order)")
        }
        view.axes = order.map { view.axes[$0] }
        set(node, view)
    }

    // MARK: Pieces

    /// Some places of an axis, which is kept or, where it is one place, taken away.
    func piece(_ view: View, axis: Int, _ range: Range<Int>, isKept: Bool, name: String) throws -> View {
        let length = View.size(view.axes[axis])
        guard !view.axes[axis].contains(.batch), range.lowerBound >= 0, range.upperBound <= length, !range.isEmpty
        else {
            throw Unsupported(text: "the places \(range) of an axis of \(length), or of the batch")
        }
        let isWhole = range == 0..<length
        let kept: [[Atom]] =
            isKept ? [range.count == 1 ? [] : isWhole ? view.axes[axis] : [Atom(size: range.count, stride: 0)]] : []
        if isWhole {
            var result = view
            result.axes.replaceSubrange(axis...axis, with: kept)
            return result
        }
        if let result = projected(view, axis: axis, range, kept: kept) { return result }
        // The axis in front, some of its places, and back again.
        var moved = view
        moved.axes.remove(at: axis)
        let rest = moved.axes
        moved.axes = [view.axes[axis]] + rest.map { $0.filter { $0 != .batch } }
        moved = try moved.canonical()
        try budget.spend(5)
        let columns = moved.shape.dropFirst().reduce(1, *)
        var node = moved.node
        if moved.shape.count != 2 { node = Reshape([length, columns])(node) }
        node = Cropping1D(before: range.lowerBound, after: length - range.upperBound)(node)
        let front = range.count == 1 ? [] : [Atom(size: range.count, stride: 0)]
        var result = View(node: node, shape: [range.count, columns], like: [front] + rest)
        let axes = result.axes
        result.axes = Array(axes.dropFirst())
        if isKept { result.axes.insert(axes[0], at: axis) }
        result.isMoved = true
        if columns == 1, view.shape == [length] {
            result.origin = .slice(of: view.node, name: name, offset: range.lowerBound, total: length)
        }
        return result
    }

    /// Columns of x W + b are those of W and b.
    private func projected(_ view: View, axis: Int, _ range: Range<Int>, kept: [[Atom]]) -> View? {
        guard case .projection(var projection)? = view.origin, view.scale == 1, let width = view.shape.last,
            let first = view.axes[axis].first, view.axes[axis].count == 1, first.size * first.stride == width,
            view.lengths.reduce(1, *) == view.shape.reduce(1, *)
        else { return nil }
        let start = projection.columns.lowerBound + range.lowerBound * first.stride
        projection.columns = start..<(start + range.count * first.stride)
        let columns = range.count * first.stride
        var result = view
        result.node = projection.node()
        result.shape[result.shape.count - 1] = columns
        result.origin = .projection(projection)
        // What lies in front of the last axis is nearer now.
        result.axes = view.axes.map { atoms in
            atoms.map {
                $0 == .batch || $0.stride < width ? $0 : Atom(size: $0.size, stride: $0.stride / width * columns)
            }
        }
        let own = kept.map { $0.isEmpty ? [] : [Atom(size: range.count, stride: first.stride)] }
        result.axes.replaceSubrange(axis...axis, with: own)
        return result
    }

    mutating func split(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let view = try view(name)
        let axis = node.attributes["axis"]?.int ?? 0
        let place = axis < 0 ? axis + view.axes.count : axis
        guard view.axes.indices.contains(place) else { throw Unsupported(text: "Split of axis \(axis)") }
        let length = View.size(view.axes[place])
        var widths = node.attributes["split"]?.ints ?? constantIntegers(node, 1) ?? []
        if widths.isEmpty {
            let each = (length + node.outputs.count - 1) / max(1, node.outputs.count)
            widths = node.outputs.indices.map { min(each, length - $0 * each) }
        }
        guard widths.count == node.outputs.count, widths.allSatisfy({ (1...length).contains($0) }),
            widths.reduce(0, +) == length
        else { throw Unsupported(text: "Split of \(length) into \(widths)") }
        var start = 0
        for (index, width) in widths.enumerated() {
            set(
                node, try piece(view, axis: place, start..<(start + width), isKept: true, name: root(name)),
                output: index)
            start += width
        }
    }

    /// Gather by one number that is known, on a value of the network.
    mutating func select(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let view = try view(name)
        let axis = node.attributes["axis"]?.int ?? 0
        let place = axis < 0 ? axis + view.axes.count : axis
        guard let index = constant(node.inputs.count > 1 ? node.inputs[1] : nil), view.axes.indices.contains(place),
            index.scalars.count == 1, let number = index.integers?.first ?? Int(exactly: index.scalars[0])
        else { throw Unsupported(text: "Gather of several places") }
        let start = number < 0 ? number + View.size(view.axes[place]) : number
        guard start >= 0, start < Int.max else { throw Unsupported(text: "Gather of place \(number)") }
        set(
            node,
            try piece(view, axis: place, start..<(start + 1), isKept: !index.shape.isEmpty, name: root(name)))
    }

    mutating func slice(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        var view = try view(name)
        func lengths(_ index: Int, _ attribute: String) -> [Int]? {
            node.attributes[attribute]?.ints ?? constantIntegers(node, index)
        }
        guard let starts = lengths(1, "starts"), let ends = lengths(2, "ends"), starts.count == ends.count else {
            throw Unsupported(text: "Slice by numbers that are computed")
        }
        let axes = lengths(3, "axes") ?? Array(starts.indices)
        let steps = lengths(4, "steps") ?? starts.map { _ in 1 }
        guard axes.count == starts.count, steps.count == starts.count else { throw Unsupported(text: "Slice") }
        for (index, axis) in axes.enumerated() {
            let place = axis < 0 ? axis + view.axes.count : axis
            guard view.axes.indices.contains(place) else { throw Unsupported(text: "Slice of axis \(axis)") }
            let length = View.size(view.axes[place])
            func bound(_ value: Int) -> Int { max(0, min(length, value < 0 ? max(value, -length) + length : value)) }
            if steps[index] == -1, starts[index] == -1 || starts[index] >= length - 1, ends[index] <= -length - 1 {
                // All steps in the other order: those of a recurrent layer that walks backwards.
                guard case .recurrence? = view.origin, let atom = view.axes[place].first, view.axes[place].count == 1,
                    atom.stride == view.shape.last
                else {
                    throw Unsupported(text: "Slice that turns an axis round")
                }
                view.isReversed.toggle()
                continue
            }
            guard steps[index] == 1, bound(starts[index]) < bound(ends[index]) else {
                throw Unsupported(text: "Slice from \(starts[index]) to \(ends[index]) in steps of \(steps[index])")
            }
            let range = bound(starts[index])..<bound(ends[index])
            if range != 0..<length, view.isReversed { throw Unsupported(text: "some steps of a layer in reverse") }
            view = try piece(view, axis: place, range, isKept: true, name: root(name))
        }
        set(node, view)
    }

    /// Values side by side along an axis, wherever the batch's is.
    mutating func join(_ node: ONNXFile.Node, _ views: [View], axis: Int) throws {
        let rest = views[0].axes.indices.filter { $0 != axis }
        func dimensions(_ view: View) -> [Dimension] { rest.map { view.dimensions[$0] } }
        guard views.allSatisfy({ $0.axes.count == views[0].axes.count }), views[0].axes.indices.contains(axis),
            views.allSatisfy({ dimensions($0) == dimensions(views[0]) && !$0.axes[axis].contains(.batch) })
        else { throw Unsupported(text: "values of different shapes, or along the batch") }
        let others = rest.map { views[0].axes[$0] }
        // The axis in front, and all else behind it as one.
        let columns = others.reduce(1) { $0 * View.size($1) }
        let nodes = try views.map { view -> Node in
            var moved = view
            moved.axes = [view.axes[axis], rest.flatMap { view.axes[$0].filter { $0 != .batch } }]
            return try ordered(moved).node
        }
        let lengths = views.map { View.size($0.axes[axis]) }
        let total = lengths.reduce(0, +)
        var result = View(
            node: Concatenate(axis: 1)(nodes), shape: [total, columns], like: [[Atom(size: total, stride: 0)]] + others)
        let front = result.axes.removeFirst()
        result.axes.insert(front, at: axis)
        set(node, result)
    }
}

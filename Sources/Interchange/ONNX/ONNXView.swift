import NeuralEngine

extension ONNXImporter {
    /// A piece of an axis: so many numbers, each so far behind the one before it in a sample of the node.
    struct Atom: Hashable {
        let size: Int
        let stride: Int

        /// The batch, which lies outside of samples.
        static let batch = Atom(size: 0, stride: 0)
    }

    /// A node's numbers with axes in any order, split and merged: `[time, batch · heads, width]` of a node `[time, heads · width]`,
    /// say.
    ///
    /// Nothing is computed for it before somebody needs the numbers in that order. Axes of length 1 have no atoms.
    struct View {
        var node: Node
        /// The node's own shape, without the batch.
        var shape: [Int]
        var axes: [[Atom]]
        /// What its numbers have still to be multiplied with.
        var scale: Float = 1
        /// Whether the steps of the node, a recurrent layer that walks backwards, lie in the other order.
        var isReversed = false
        /// Whether the node was made to bring another's numbers in order.
        var isMoved = false
        var origin: Origin?
    }
}

extension ONNXImporter.View {
    typealias Atom = ONNXImporter.Atom

    init(_ place: ONNXImporter.Place) {
        let shape = place.shape
        let isMoved = place.isChannelsLast && shape.count > 1
        self.init(
            node: place.node, shape: isMoved ? Array(shape.dropFirst()) + [shape[0]] : shape, axes: [],
            origin: place.origin)
        let own = Self.atoms(self.shape)
        axes = [[.batch]] + (isMoved ? [own[own.count - 1]] + own.dropLast() : own)
    }

    /// A node whose numbers lie as the axes say, whose atoms' sizes count alone.
    init(node: Node, shape: [Int], like axes: [[Atom]], origin: ONNXImporter.Origin? = nil) {
        var stride = 1
        var result = axes
        for axis in axes.indices.reversed() {
            for index in axes[axis].indices.reversed() where axes[axis][index] != .batch {
                result[axis][index] = Atom(size: axes[axis][index].size, stride: stride)
                stride *= axes[axis][index].size
            }
        }
        self.init(node: node, shape: shape, axes: result, origin: origin)
    }

    /// An axis for each length.
    static func atoms(_ shape: [Int]) -> [[Atom]] {
        var stride = 1
        var result: [[Atom]] = []
        for length in shape.reversed() {
            result.append(length == 1 ? [] : [Atom(size: length, stride: stride)])
            stride *= length
        }
        return result.reversed()
    }

    /// Neighbours that stay neighbours as one.
    private static func joined(_ atoms: [Atom]) -> [Atom] {
        var groups: [Atom] = []
        for atom in atoms {
            if let last = groups.last, atom != .batch, last.stride == atom.size * atom.stride {
                groups[groups.count - 1] = Atom(size: last.size * atom.size, stride: atom.stride)
            } else {
                groups.append(atom)
            }
        }
        return groups
    }

    static func size(_ atoms: [Atom]) -> Int { atoms.reduce(1) { $1 == .batch ? $0 : $0 * $1.size } }

    var dimensions: [ONNXImporter.Dimension] {
        axes.map { .init(factor: Self.size($0), isBatch: $0.contains(.batch)) }
    }

    /// The lengths without the batch's axis; one that is batch and more counts with the rest alone.
    var lengths: [Int] { axes.filter { $0 != [.batch] }.map(Self.size) }

    /// The same as a place with the batch in front; nil when the axes lie otherwise.
    var place: ONNXImporter.Place? {
        guard scale == 1, !isReversed, axes.first == [.batch] else { return nil }
        let (own, given) = (Self.atoms(shape), axes.dropFirst().map(Self.joined))
        if given == own { return ONNXImporter.Place(node: node, shape: shape, origin: origin) }
        guard shape.count > 1, given == [own[own.count - 1]] + Array(own.dropLast()) else { return nil }
        return ONNXImporter.Place(
            node: node, shape: [shape[shape.count - 1]] + shape.dropLast(), isChannelsLast: true, origin: origin)
    }

    /// The same with the node's numbers in the order of the axes, `lengths` being the node's shape.
    func canonical() throws -> Self {
        guard !isReversed else {
            throw ONNXImporter.Unsupported(text: "a recurrent layer in reverse alone, of which every step is used")
        }
        var source = self
        if scale != 1 {
            guard case .projection(let projection)? = origin else {
                throw ONNXImporter.Unsupported(text: "values of the network times the number \(scale)")
            }
            (source.node, source.scale, source.origin) = (projection.node(factor: scale), 1, nil)
        }
        let wanted = lengths
        guard !wanted.isEmpty else { throw ONNXImporter.Unsupported(text: "a value without any axis but the batch's") }
        let groups = Self.joined(axes.joined().filter { $0 != .batch })
        var (node, shape) = (source.node, source.shape)
        let sorted = groups.sorted { $0.stride > $1.stride }
        if sorted != groups {
            if shape != sorted.map(\.size) { node = Reshape(sorted.map(\.size))(node) }
            node = Permute(groups.map { group in 1 + (sorted.firstIndex(of: group) ?? 0) })(node)
            shape = groups.map(\.size)
        }
        let isSame = sorted == groups && shape == wanted
        if shape != wanted { node = Reshape(wanted)(node) }
        var result = Self(node: node, shape: wanted, like: axes, origin: isSame ? source.origin : nil)
        result.isMoved = isMoved || !isSame
        return result
    }

    /// Another node in its place, whose last axis has another length: `self` is canonical.
    func replaced(_ node: Node, columns: Int, origin: ONNXImporter.Origin? = nil) -> Self {
        let last = columns == 1 ? [] : [Atom(size: columns, stride: 1)]
        return Self(node: node, shape: shape.dropLast() + [columns], like: axes.dropLast() + [last], origin: origin)
    }

    /// The same numbers under other axes.
    ///
    /// - Parameter wanted: −1 for what is left over.
    /// - Returns: nil when lengths do not go into each other.
    func reshaped(_ wanted: [ONNXImporter.Dimension]) -> Self? {
        var atoms = axes.flatMap { $0 }
        let open = wanted.firstIndex(of: .init(factor: -1))
        var front: [[Atom]] = []
        for dimension in wanted[..<(open ?? wanted.count)] {
            guard let axis = Self.taken(dimension, from: &atoms, atEnd: false) else { return nil }
            front.append(axis)
        }
        guard let open else {
            guard atoms.isEmpty else { return nil }
            var result = self
            result.axes = front
            return result
        }
        var behind: [[Atom]] = []
        for dimension in wanted[(open + 1)...].reversed() {
            guard let axis = Self.taken(dimension, from: &atoms, atEnd: true) else { return nil }
            behind.insert(axis, at: 0)
        }
        var result = self
        result.axes = front + [atoms] + behind
        return result
    }

    /// Atoms of so many numbers, the last one split where it has to be.
    private static func taken(
        _ dimension: ONNXImporter.Dimension, from atoms: inout [Atom], atEnd: Bool
    ) -> [Atom]? {
        var need = dimension.factor
        var needsBatch = dimension.isBatch
        guard need >= 1 else { return nil }
        var taken: [Atom] = []
        func add(_ atom: Atom) { atEnd ? taken.insert(atom, at: 0) : taken.append(atom) }
        while need > 1 || needsBatch {
            guard let atom = atEnd ? atoms.last : atoms.first else { return nil }
            if atEnd { atoms.removeLast() } else { atoms.removeFirst() }
            if atom == .batch {
                guard needsBatch else { return nil }
                needsBatch = false
                add(atom)
            } else if need.isMultiple(of: atom.size) {
                need /= atom.size
                add(atom)
            } else if need > 1, atom.size.isMultiple(of: need) {
                let rest = atom.size / need
                let outer = Atom(size: atEnd ? rest : need, stride: atom.stride * (atEnd ? need : rest))
                let inner = Atom(size: atEnd ? need : rest, stride: atom.stride)
                add(atEnd ? inner : outer)
                if atEnd { atoms.append(outer) } else { atoms.insert(inner, at: 0) }
                need = 1
            } else {
                return nil
            }
        }
        return taken
    }
}

/// Parameters of a network and the arrays that stand for them in PyTorch.
///
/// Mostly one for one with the axes in another order; a recurrent layer's bias is two arrays there, and the three kernels of
/// attention to another sequence are one.
struct WeightGroup {
    /// Places among the network's parameters.
    let parameters: [Int]
    let arrays: [(name: String, shape: [Int])]
    /// From the parameters' numbers to the arrays'.
    let encode: ([[Float]]) -> [[Float]]
    /// And back, with not one bit changed.
    let decode: ([[Float]]) -> [[Float]]

    /// One array, the same numbers.
    static func same(_ parameter: NamedParameter, _ name: String, shape: [Int]? = nil) -> WeightGroup {
        WeightGroup(
            parameters: [parameter.index], arrays: [(name, shape ?? parameter.shape)], encode: { $0 }, decode: { $0 })
    }

    /// One array with the axes in another order.
    ///
    /// - Parameters:
    ///   - axes: for each axis of the array that of the parameter.
    ///   - shape: what the array is reshaped to then.
    static func permuted(
        _ parameter: NamedParameter, _ name: String, axes: [Int], shape: [Int]? = nil
    ) -> WeightGroup {
        let moved = axes.map { parameter.shape[$0] }
        let back = axes.indices.map { axis in axes.firstIndex(of: axis) ?? axis }
        return WeightGroup(
            parameters: [parameter.index], arrays: [(name, shape ?? moved)],
            encode: { [Axes.permuted($0[0], shape: parameter.shape, axes: axes)] },
            decode: { [Axes.permuted($0[0], shape: moved, axes: back)] })
    }

    func prefixed(_ prefix: String) -> WeightGroup {
        WeightGroup(
            parameters: parameters, arrays: arrays.map { (prefix + $0.name, $0.shape) }, encode: encode, decode: decode)
    }
}

/// A parameter of a network, as its layer names it.
struct NamedParameter {
    /// Its place among all of the network's.
    let index: Int
    let name: String
    let shape: [Int]

    /// Without a part's name in front; nil when it belongs to another part.
    func within(_ part: String) -> NamedParameter? {
        guard name.hasPrefix(part + "/") else { return nil }
        return NamedParameter(index: index, name: String(name.dropFirst(part.count + 1)), shape: shape)
    }
}

enum Axes {
    /// Numbers with the axes in another order: for each axis of the result that of the source.
    static func permuted(_ scalars: [Float], shape: [Int], axes: [Int]) -> [Float] {
        guard axes != Array(axes.indices), !scalars.isEmpty else { return scalars }
        var strides = [Int](repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        let (lengths, steps) = (axes.map { shape[$0] }, axes.map { strides[$0] })
        var place = [Int](repeating: 0, count: axes.count)
        var offset = 0
        var result: [Float] = []
        result.reserveCapacity(scalars.count)
        while true {
            result.append(scalars[offset])
            var axis = axes.count - 1
            while axis >= 0 {
                place[axis] += 1
                offset += steps[axis]
                if place[axis] < lengths[axis] { break }
                offset -= steps[axis] * lengths[axis]
                place[axis] = 0
                axis -= 1
            }
            if axis < 0 { return result }
        }
    }
}

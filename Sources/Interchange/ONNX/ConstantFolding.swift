import NeuralEngine

/// ONNX's operators on arrays of the file.
enum ConstantFolding {
    private typealias Array = ONNXFile.Array

    /// The result of a node; nil for an operator that is not among them.
    static func result(_ node: ONNXFile.Node, _ inputs: [ONNXFile.Array]) throws -> ONNXFile.Array? {
        let first = inputs[0]
        let integers = first.integers
        switch node.kind {
        case "Identity", "Dropout": return first
        case "Cast": return cast(first, to: node.attributes["to"]?.int ?? 1)
        case "Sqrt": return map(first) { $0.squareRoot() }
        case "Neg": return map(first) { -$0 }
        case "Not": return map(first) { $0 == 0 ? 1 : 0 }
        case "Add": return try binary(inputs, { $0 + $1 }, { $0.addingReportingOverflow($1) })
        case "Sub": return try binary(inputs, { $0 - $1 }, { $0.subtractingReportingOverflow($1) })
        case "Mul": return try binary(inputs, { $0 * $1 }, { $0.multipliedReportingOverflow(by: $1) })
        case "Div": return try binary(inputs, { $0 / $1 }, { $0.dividedReportingOverflow(by: $1) })
        case "Mod": return try binary(inputs, nil, { $0.remainderReportingOverflow(dividingBy: $1) })
        case "Pow": return nil
        case "Equal": return try binary(inputs, { $0 == $1 ? 1 : 0 })
        case "Greater": return try binary(inputs, { $0 > $1 ? 1 : 0 })
        case "Less": return try binary(inputs, { $0 < $1 ? 1 : 0 })
        case "And": return try binary(inputs, { $0 != 0 && $1 != 0 ? 1 : 0 })
        case "Or": return try binary(inputs, { $0 != 0 || $1 != 0 ? 1 : 0 })
        case "Where" where inputs.count == 3:
            guard let chosen = try binary([inputs[0], inputs[1]], { $0 != 0 ? $1 : 0 }),
                let other = try binary([inputs[0], inputs[2]], { $0 != 0 ? 0 : $1 })
            else { return nil }
            return try binary([chosen, other], { $0 + $1 })
        case "Trilu": return trilu(node, first, inputs.count > 1 ? inputs[1].integers?.first ?? 0 : 0)
        case "Transpose":
            let order = node.attributes["perm"]?.ints ?? first.shape.indices.reversed()
            guard order.sorted() == first.shape.indices.map({ $0 }) else { return nil }
            return Array(
                name: "", shape: order.map { first.shape[$0] },
                scalars: Axes.permuted(first.scalars, shape: first.shape, axes: order))
        case "Unsqueeze", "Squeeze", "Reshape", "Flatten": return reshaped(node, first, inputs)
        case "Concat" where inputs.allSatisfy({ $0.shape.count == 1 }):
            let whole = inputs.compactMap(\.integers)
            let scalars = inputs.flatMap(\.scalars)
            return Array(
                name: "", shape: [scalars.count], scalars: scalars,
                integers: whole.count == inputs.count ? whole.flatMap { $0 } : nil)
        case "Gather" where first.shape.count == 1 && inputs.count == 2:
            guard let places = ONNXImporter.integers(inputs[1]) else { return nil }
            let wrapped = places.map { $0 < 0 ? $0 + first.scalars.count : $0 }
            guard wrapped.allSatisfy(first.scalars.indices.contains) else { return nil }
            return Array(
                name: "", shape: inputs[1].shape, scalars: wrapped.map { first.scalars[$0] },
                integers: integers.map { whole in wrapped.map { whole[$0] } })
        case "Slice" where inputs.count >= 3: return slice(inputs)
        default: return nil
        }
    }

    private static func map(_ array: Array, _ function: (Float) -> Float) -> Array {
        Array(name: "", shape: array.shape, scalars: array.scalars.map(function))
    }

    /// ONNX's types: 1 float, 6 and 7 whole numbers, 9 truth values; others stay as they are.
    private static func cast(_ array: Array, to type: Int) -> Array {
        switch type {
        case 9: return map(array) { $0 == 0 ? 0 : 1 }
        case 6, 7:
            if array.integers != nil { return array }
            let whole = array.scalars.compactMap { Int(exactly: $0.rounded(.towardZero)) }
            guard whole.count == array.scalars.count else { return array }
            return Array(name: "", shape: array.shape, scalars: whole.map { Float($0) }, integers: whole)
        default: return Array(name: "", shape: array.shape, scalars: array.scalars)
        }
    }

    /// Two arrays, one number after the other, shorter axes repeated; whole numbers stay whole.
    private static func binary(
        _ inputs: [Array], _ function: ((Float, Float) -> Float)?,
        _ whole: ((Int, Int) -> (partialValue: Int, overflow: Bool))? = nil
    ) throws -> Array? {
        guard inputs.count == 2 else { return nil }
        let (left, right) = (inputs[0], inputs[1])
        let rank = max(left.shape.count, right.shape.count)
        func padded(_ shape: [Int]) -> [Int] { [Int](repeating: 1, count: rank - shape.count) + shape }
        let (one, other) = (padded(left.shape), padded(right.shape))
        guard zip(one, other).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else { return nil }
        let shape = zip(one, other).map { $0 == 1 ? $1 : $0 }
        let count = shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue })
        // Two axes of the file's can make more together than the file has room for.
        guard count > 0, count <= max(1 << 18, 16 * (left.scalars.count + right.scalars.count)) else { return nil }
        func places(_ own: [Int]) -> [Int] {
            var result = [0]
            var stride = own.reduce(1, *)
            for (length, wide) in zip(own, shape) {
                stride /= max(1, length)
                result = result.flatMap { base in (0..<wide).map { base + (length == 1 ? 0 : $0 * stride) } }
            }
            return result
        }
        let (first, second) = (places(one), places(other))
        if let whole, let a = left.integers, let b = right.integers {
            let results = zip(first, second).map { whole(a[$0], b[$1]) }
            guard !results.contains(where: \.overflow) else { return nil }
            let values = results.map(\.partialValue)
            return Array(name: "", shape: shape, scalars: values.map { Float($0) }, integers: values)
        }
        guard let function else { return nil }
        return Array(
            name: "", shape: shape,
            scalars: zip(first, second).map { function(left.scalars[$0], right.scalars[$1]) })
    }

    private static func slice(_ inputs: [Array]) -> Array? {
        let array = inputs[0]
        guard !array.scalars.isEmpty else { return nil }
        let numbers = inputs.dropFirst().map { ONNXImporter.integers($0) ?? [] }
        let (starts, ends) = (numbers[0], numbers[1])
        let axes = numbers.count > 2 ? numbers[2] : Swift.Array(starts.indices)
        let steps = numbers.count > 3 ? numbers[3] : starts.map { _ in 1 }
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else { return nil }
        var kept = array.shape.map { Swift.Array(0..<$0) }
        for (index, axis) in axes.enumerated() {
            let place = axis < 0 ? axis + kept.count : axis
            guard kept.indices.contains(place) else { return nil }
            let length = kept[place].count
            func bound(_ value: Int, _ least: Int, _ most: Int) -> Int {
                max(least, min(most, value < 0 ? max(value, -length - 1) + length : value))
            }
            switch steps[index] {
            case 1:
                let start = bound(starts[index], 0, length)
                kept[place] = Swift.Array(kept[place][start..<max(start, bound(ends[index], 0, length))])
            case -1:
                let start = bound(starts[index], -1, length - 1)
                let end = bound(ends[index], -1, length - 1)
                kept[place] = start > end ? kept[place][(end + 1)...start].reversed() : []
            default: return nil
            }
        }
        return picked(array, kept)
    }

    /// Some places of each axis.
    private static func picked(_ array: Array, _ kept: [[Int]]) -> Array {
        var places = [0]
        var stride = array.scalars.count
        for (length, own) in zip(array.shape, kept) {
            stride /= max(1, length)
            places = places.flatMap { base in own.map { base + $0 * stride } }
        }
        return Array(
            name: "", shape: kept.map(\.count), scalars: places.map { array.scalars[$0] },
            integers: array.integers.map { whole in places.map { whole[$0] } })
    }

    /// An array in parts along an axis; nil when the widths are not its.
    static func split(_ node: ONNXFile.Node, _ inputs: [ONNXFile.Array]) -> [ONNXFile.Array]? {
        let array = inputs[0]
        let axis = node.attributes["axis"]?.int ?? 0
        let place = axis < 0 ? axis + array.shape.count : axis
        guard array.shape.indices.contains(place), !node.outputs.isEmpty, !array.scalars.isEmpty else { return nil }
        let length = array.shape[place]
        var widths = node.attributes["split"]?.ints ?? (inputs.count > 1 ? ONNXImporter.integers(inputs[1]) ?? [] : [])
        if widths.isEmpty, length.isMultiple(of: node.outputs.count) {
            widths = node.outputs.map { _ in length / node.outputs.count }
        }
        guard widths.count == node.outputs.count, widths.allSatisfy({ (0...length).contains($0) }),
            widths.reduce(0, +) == length
        else { return nil }
        var start = 0
        return widths.map { width in
            defer { start += width }
            var kept = array.shape.map { Swift.Array(0..<$0) }
            kept[place] = Swift.Array(start..<(start + width))
            return picked(array, kept)
        }
    }

    private static func trilu(_ node: ONNXFile.Node, _ array: Array, _ diagonal: Int) -> Array? {
        guard array.shape.count >= 2, abs(diagonal) < 1 << 32 else { return nil }
        let (rows, columns) = (array.shape[array.shape.count - 2], array.shape[array.shape.count - 1])
        let isUpper = (node.attributes["upper"]?.int ?? 1) == 1
        var result = array
        result.integers = nil
        for index in result.scalars.indices {
            let (row, column) = (index / columns % max(1, rows), index % columns)
            let isKept = isUpper ? column - row >= diagonal : column - row <= diagonal
            if !isKept { result.scalars[index] = 0 }
        }
        return result
    }

    private static func reshaped(_ node: ONNXFile.Node, _ array: Array, _ inputs: [Array]) -> Array? {
        var shape = array.shape
        let given = node.attributes["axes"]?.ints ?? (inputs.count > 1 ? ONNXImporter.integers(inputs[1]) : nil)
        switch node.kind {
        case "Unsqueeze":
            guard let given, shape.count + given.count <= 16 else { return nil }
            for axis in given.map({ $0 < 0 ? $0 + shape.count + given.count : $0 }).sorted() {
                guard (0...shape.count).contains(axis) else { return nil }
                shape.insert(1, at: axis)
            }
        case "Squeeze":
            let axes = given?.map { $0 < 0 ? $0 + shape.count : $0 } ?? shape.indices.filter { shape[$0] == 1 }
            for axis in axes.sorted(by: >) {
                guard shape.indices.contains(axis), shape[axis] == 1 else { return nil }
                shape.remove(at: axis)
            }
        case "Reshape":
            guard var wanted = given, wanted.count <= 16, wanted.allSatisfy({ $0 >= -1 && $0 <= array.scalars.count })
            else { return nil }
            for (index, length) in wanted.enumerated() where length == 0 && index < shape.count {
                wanted[index] = shape[index]
            }
            let known = wanted.filter { $0 > 0 }.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
            if let open = wanted.firstIndex(of: -1), known > 0 { wanted[open] = array.scalars.count / known }
            shape = wanted
        default: shape = [array.scalars.count]
        }
        guard shape.allSatisfy({ $0 >= 0 }),
            shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) == array.scalars.count
        else { return nil }
        return Array(name: "", shape: shape, scalars: array.scalars, integers: array.integers)
    }
}

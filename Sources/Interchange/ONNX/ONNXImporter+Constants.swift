import NeuralEngine

/// What can be computed while the file is read: lengths of shapes, masks, factors.
extension ONNXImporter {
    func constantIntegers(_ node: ONNXFile.Node, _ index: Int) -> [Int]? {
        constant(node.inputs.indices.contains(index) ? node.inputs[index] : nil).flatMap(Self.integers)
    }

    static func integers(_ array: ONNXFile.Array) -> [Int]? {
        if let integers = array.integers { return integers }
        let whole = array.scalars.compactMap { Int(exactly: $0) }
        return whole.count == array.scalars.count ? whole : nil
    }

    func dimensions(_ name: String) throws -> [Dimension] {
        switch values[name] {
        case .dimensions(let dimensions)?: return dimensions
        case .constant(let array)?:
            if let integers = Self.integers(array) { return integers.map { Dimension(factor: $0) } }
        default: break
        }
        throw Unsupported(text: "a shape that is computed from the network's values")
    }

    /// Computes a node all of whose inputs are known; false when they are not, or it cannot be.
    mutating func fold(_ node: ONNXFile.Node) throws -> Bool {
        if node.kind == "Shape" { return try shape(node) }
        if node.kind == "Constant" || node.kind == "ConstantOfShape" || node.kind == "Expand" {
            return try filled(node)
        }
        let inputs = node.inputs.filter { !$0.isEmpty }
        guard !inputs.isEmpty else { return false }
        var (arrays, hasBatch, filled): ([ONNXFile.Array], Bool, Float?) = ([], false, nil)
        for (index, name) in inputs.enumerated() {
            switch values[name] {
            case .constant(let array)?: arrays.append(array)
            case .dimensions?: hasBatch = true
            case .filled(let number)? where index == 0: filled = number
            default: return false
            }
        }
        if let filled {
            guard
                ["Slice", "Unsqueeze", "Squeeze", "Reshape", "Transpose", "Gather", "Identity", "Cast"].contains(
                    node.kind)
            else { return false }
            set(node, .filled(filled))
            return true
        }
        if hasBatch { return try foldDimensions(node, inputs) }
        if node.kind == "Split", let parts = ConstantFolding.split(node, arrays) {
            try count(arrays[0].scalars.count, node)
            for (output, part) in zip(node.outputs, parts) { values[output] = .constant(part) }
            return true
        }
        guard let result = try ConstantFolding.result(node, arrays) else { return false }
        try count(result.scalars.count, node)
        set(node, .constant(result))
        return true
    }

    /// Numbers that were computed take memory, of which a small file gets little.
    private mutating func count(_ numbers: Int, _ node: ONNXFile.Node) throws {
        folded += numbers
        guard folded <= 16 * fileSize + (1 << 18) else {
            throw Unsupported(text: "it makes more numbers than the file has room for")
        }
    }

    private mutating func shape(_ node: ONNXFile.Node) throws -> Bool {
        let all: [Dimension]
        switch values[try input(node)] {
        case .constant(let array)?: all = array.shape.map { Dimension(factor: $0) }
        case .layer?, .view?: all = try view(input(node)).dimensions
        default: return false
        }
        func bound(_ name: String, _ usual: Int) -> Int {
            let value = node.attributes[name]?.int ?? usual
            return max(0, min(all.count, value < 0 ? value + all.count : value))
        }
        let (start, end) = (bound("start", 0), bound("end", all.count))
        set(node, Self.value(start < end ? Array(all[start..<end]) : []))
        return true
    }

    /// Lengths that are all numbers are an array like any other.
    private static func value(_ dimensions: [Dimension]) -> Value {
        guard !dimensions.contains(where: \.isBatch) else { return .dimensions(dimensions) }
        return .constant(ONNXFile.Array(whole: dimensions.map(\.factor)))
    }

    private mutating func filled(_ node: ONNXFile.Node) throws -> Bool {
        var number = ONNXFile.Array(name: "", shape: [1], scalars: [0])
        switch node.kind {
        case "Constant":
            let attributes = node.attributes
            if let array = attributes["value"]?.array {
                set(node, .constant(array))
            } else if let integer = attributes["value_int"]?.int {
                set(
                    node, .constant(ONNXFile.Array(name: "", shape: [], scalars: [Float(integer)], integers: [integer]))
                )
            } else if let float = attributes["value_float"]?.float {
                set(node, .constant(ONNXFile.Array(name: "", shape: [], scalars: [float])))
            } else if let integers = attributes["value_ints"]?.ints {
                set(node, .constant(ONNXFile.Array(whole: integers)))
            } else if let floats = attributes["value_floats"]?.floats {
                set(node, .constant(ONNXFile.Array(name: "", shape: [floats.count], scalars: floats)))
            } else {
                throw Unsupported(text: "a Constant that is no array")
            }
            return true
        case "ConstantOfShape": if let array = node.attributes["value"]?.array { number = array }
        default:
            guard let array = constant(node.inputs.first) else { return false }
            number = array
        }
        let shape = try dimensions(input(node, node.kind == "Expand" ? 1 : 0))
        guard number.scalars.count == 1 else { throw Unsupported(text: "Expand of \(number.shape)") }
        if shape.contains(where: \.isBatch) {
            set(node, .filled(number.scalars[0]))
            return true
        }
        let count = shape.reduce((1, false)) { product, length in
            let (next, overflows) = product.0.multipliedReportingOverflow(by: length.factor)
            return (next, product.1 || overflows || length.factor < 0)
        }
        try self.count(count.1 ? 1 << 48 : count.0, node)
        let scalars = [Float](repeating: number.scalars[0], count: count.0)
        set(node, .constant(ONNXFile.Array(name: "", shape: shape.map(\.factor), scalars: scalars)))
        return true
    }

    /// Lengths, some of them the batch's: picked, joined, multiplied.
    private mutating func foldDimensions(_ node: ONNXFile.Node, _ inputs: [String]) throws -> Bool {
        let all = try inputs.map(dimensions)
        let first = all[0]
        var result: [Dimension]
        switch node.kind {
        case "Identity", "Cast", "Unsqueeze", "Squeeze", "Reshape": result = first
        case "Concat": result = all.flatMap { $0 }
        case "Gather":
            result = try all[1].map { index in
                let place = index.factor < 0 ? index.factor + first.count : index.factor
                guard !index.isBatch, first.indices.contains(place) else { throw Unsupported(text: "Gather") }
                return first[place]
            }
        case "Slice":
            func bound(_ value: Int) -> Int {
                max(0, min(first.count, value < 0 ? max(value, -first.count) + first.count : value))
            }
            guard all.count >= 3, all[1].count == 1, all[2].count == 1,
                all.count < 5 || all[4] == [Dimension(factor: 1)]
            else { throw Unsupported(text: "Slice of a shape") }
            let (start, end) = (bound(all[1][0].factor), bound(all[2][0].factor))
            result = start < end ? Array(first[start..<end]) : []
        case "Mul", "Div":
            guard all.count == 2, first.count == all[1].count || first.count == 1 || all[1].count == 1 else {
                return false
            }
            result = []
            for index in 0..<max(first.count, all[1].count) {
                let (one, other) = (first[first.count == 1 ? 0 : index], all[1][all[1].count == 1 ? 0 : index])
                if node.kind == "Mul" {
                    let (product, overflows) = one.factor.multipliedReportingOverflow(by: other.factor)
                    guard !overflows, !(one.isBatch && other.isBatch) else { return false }
                    result.append(Dimension(factor: product, isBatch: one.isBatch || other.isBatch))
                } else {
                    guard other.factor > 0, one.factor.isMultiple(of: other.factor), one.isBatch || !other.isBatch
                    else { return false }
                    result.append(Dimension(factor: one.factor / other.factor, isBatch: one.isBatch != other.isBatch))
                }
            }
        default: return false
        }
        set(node, Self.value(result))
        return true
    }
}

extension ONNXFile.Array {
    /// A row of whole numbers.
    init(whole: [Int]) { self.init(name: "", shape: [whole.count], scalars: whole.map { Float($0) }, integers: whole) }
}

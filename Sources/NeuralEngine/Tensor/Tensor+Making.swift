extension Tensor {
    public static func zeros(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 0, shape: shape) }
    public static func ones(_ shape: [Int]) throws -> Tensor { try Tensor(repeating: 1, shape: shape) }

    /// Zeros in the shape of another tensor.
    public static func zeros(like other: Tensor) -> Tensor {
        Tensor(uncheckedShape: other.shape, scalars: Array(repeating: 0, count: other.count))
    }

    /// Ones in the shape of another tensor.
    public static func ones(like other: Tensor) -> Tensor {
        Tensor(uncheckedShape: other.shape, scalars: Array(repeating: 1, count: other.count))
    }

    /// The matrix with ones on its diagonal, of shape `[size, size]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the size is negative.
    public static func identity(_ size: Int) throws -> Tensor {
        var result = try zeros([size, size])
        result.change { numbers in
            for place in 0..<size { numbers[place * size + place] = 1 }
        }
        return result
    }

    /// The whole numbers of a range as a vector: `Tensor(0..<4)` is `[0, 1, 2, 3]`.
    public init(_ range: Range<Int>) { self.init(range.map(Float.init)) }

    /// Numbers at equal distances, both ends included: from 0 through 1 with 5 numbers is `[0, 0.25, 0.5, 0.75, 1]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when the count is below 2.
    public static func linearlySpaced(from first: Float, through last: Float, count: Int) throws -> Tensor {
        guard count >= 2 else {
            throw EngineError(.invalidArgument, "\(count) numbers cannot include both ends; the count is 2 or more.")
        }
        _ = try scalarCount(of: [count])
        let step = (Double(last) - Double(first)) / Double(count - 1)
        return Tensor((0..<count).map { $0 == count - 1 ? last : Float(Double(first) + Double($0) * step) })
    }

    /// One row a label, with a 1 in the label's column and zeros elsewhere: shape `[labels.count, classes]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when a label lies outside of 0..<classes.
    public static func oneHot(_ labels: [Int], classes: Int) throws -> Tensor {
        var result = try zeros([labels.count, classes])
        if let wrong = labels.firstIndex(where: { $0 < 0 || $0 >= classes }) {
            throw EngineError(
                .invalidArgument, "Label \(wrong) is \(labels[wrong]), but the classes are 0..<\(classes).")
        }
        result.change { numbers in
            for (row, label) in labels.enumerated() { numbers[row * classes + label] = 1 }
        }
        return result
    }

    /// The numbers of this tensor as labels, each a row behind the tensor's own axes: `[batch]` gives `[batch, classes]`.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when a number is no whole number in 0..<classes.
    public func oneHot(classes: Int) throws -> Tensor {
        try Tensor.oneHot(labels(), classes: classes).reshaped(shape + [classes])
    }

    /// The numbers as whole numbers.
    func labels() throws -> [Int] {
        try scalars.enumerated().map { place, number in
            guard let label = Int(exactly: number) else {
                throw EngineError(.invalidArgument, "Label \(place) is \(number), which is no whole number.")
            }
            return label
        }
    }
}

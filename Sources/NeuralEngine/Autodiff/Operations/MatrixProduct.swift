/// The product of the last two axes, over leading axes that are repeated to each other; either matrix may be read transposed.
struct MatrixProduct: BinaryOperation {
    var leftTransposed = false
    var rightTransposed = false
    /// The leading axes of the result.
    let batch: [Int]

    func value(_ left: Tensor, _ right: Tensor) -> Tensor {
        let (rows, inner) = sizes(left, leftTransposed)
        let (_, columns) = sizes(right, rightTransposed)
        let product = Product(
            rows: rows, columns: columns, inner: inner, leftTransposed: leftTransposed, rightTransposed: rightTransposed
        )
        let size = rows * columns
        return Tensor.computing(shape: batch + [rows, columns], left, right) { output, a, b in
            guard inner > 0 else { return output.update(repeating: 0, count: size * batch.reduce(1, *)) }
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Swift.max(1, product.scratchCount)) { scratch in
                if batch.isEmpty { return product.run(a, b, into: output, scratch: scratch.baseAddress) }
                let leftPlaces = places(left)
                let rightPlaces = places(right)
                for index in leftPlaces.indices {
                    product.run(
                        a + leftPlaces[index] * rows * inner, b + rightPlaces[index] * inner * columns,
                        into: output + index * size, scratch: scratch.baseAddress)
                }
            }
        }
    }

    func gradients(
        _ upstream: Tensor, _ inputs: BinaryInputs, output: Tensor
    ) throws -> (left: Tensor?, right: Tensor?) {
        let (left, right) = (inputs.left, inputs.right)
        var first: Tensor?
        var second: Tensor?
        if inputs.wantsLeft {
            let slope =
                leftTransposed
                ? right.times(upstream, batch, rightTransposed, true)
                : upstream.times(right, batch, false, !rightTransposed)
            first = try slope.reduced(to: left.shape)
        }
        if inputs.wantsRight {
            let slope =
                rightTransposed
                ? upstream.times(left, batch, true, leftTransposed)
                : left.times(upstream, batch, !leftTransposed, false)
            second = try slope.reduced(to: right.shape)
        }
        return (first, second)
    }

    /// Rows and columns of a matrix as it is read.
    private func sizes(_ tensor: Tensor, _ transposed: Bool) -> (Int, Int) {
        let (rows, columns) = (tensor.shape[tensor.rank - 2], tensor.shape[tensor.rank - 1])
        return transposed ? (columns, rows) : (rows, columns)
    }

    /// Which of a tensor's matrices stands at each place of the batch.
    private func places(_ tensor: Tensor) -> [Int] {
        let shape = Array(tensor.shape.dropLast(2))
        let strides = Tensor.strides(of: shape)
        var places = [0]
        for (axis, length) in batch.enumerated() {
            let own = axis - (batch.count - shape.count)
            let step = own >= 0 && shape[own] > 1 ? strides[own] : 0
            places = places.flatMap { place in (0..<length).map { place + $0 * step } }
        }
        return places
    }
}

extension Tensor {
    fileprivate func times(
        _ other: Tensor, _ batch: [Int], _ leftTransposed: Bool, _ rightTransposed: Bool
    ) -> Tensor {
        applying(
            MatrixProduct(leftTransposed: leftTransposed, rightTransposed: rightTransposed, batch: batch), other)
    }
}

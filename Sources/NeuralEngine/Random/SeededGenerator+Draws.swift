import CKernels

extension SeededGenerator {
    /// A draw from the normal distribution with mean 0 and deviation 1.
    ///
    /// Box and Muller's transform, cosine branch only, so that each draw costs exactly two numbers of the stream:
    /// z = √(−2 ln u₁) · cos(2π u₂), with u₁ in (0, 1].
    public mutating func nextNormal() -> Double {
        let first = 1 - nextUnit()
        let second = nextUnit()
        return ck_box_muller(first, second)
    }

    /// The numbers 0..<count in an order drawn evenly from all orders (Fisher and Yates).
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<max(count, 0))
        for last in stride(from: order.count - 1, to: 0, by: -1) {
            order.swapAt(last, nextIndex(below: last + 1))
        }
        return order
    }
}

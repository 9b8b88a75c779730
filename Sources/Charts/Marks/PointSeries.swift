/// Pairs of numbers, their extents, and what must be said about them.
package struct PointSeries: Sendable {
    package let x: [Double]
    package let y: [Double]
    package let xExtent: DataExtent
    package let yExtent: DataExtent
    /// The lengths of both lists where they differ: the longer one's rest is not drawn.
    private let mismatch: (x: Int, y: Int)?

    package init(x: [Double], y: [Double]) {
        let count = min(x.count, y.count)
        mismatch = x.count == y.count ? nil : (x.count, y.count)
        self.x = x.count == count ? x : Array(x.prefix(count))
        self.y = y.count == count ? y : Array(y.prefix(count))
        var horizontal = DataExtent()
        var vertical = DataExtent()
        for index in 0..<count where Self.isFinite(x[index]) && Self.isFinite(y[index]) {
            horizontal.include(x[index])
            vertical.include(y[index])
        }
        xExtent = horizontal
        yExtent = vertical
    }

    package var count: Int { x.count }

    private static func isFinite(_ value: Double) -> Bool { abs(value) <= DataExtent.limit }

    /// What is not drawn, as sentences: "2 of 100 values are not finite and left out".
    ///
    /// - Parameter gaps: So many values that are no numbers on purpose.
    package func notes(xScale: AxisScale, yScale: AxisScale, gaps: Int = 0) -> [String] {
        var infinite = -gaps
        var notPositive = 0
        for index in 0..<count {
            if !Self.isFinite(x[index]) || !Self.isFinite(y[index]) {
                infinite += 1
            } else if (xScale == .log && x[index] <= 0) || (yScale == .log && y[index] <= 0) {
                notPositive += 1
            }
        }
        var notes: [String] = []
        if infinite > 0 { notes.append("\(infinite) of \(count) values not finite and left out") }
        if notPositive > 0 {
            notes.append("\(notPositive) of \(count) values not positive and left out of the logarithmic axis")
        }
        if let mismatch { notes.append("\(mismatch.x) x values but \(mismatch.y) y values: the rest left out") }
        return notes
    }

    /// "x 1 to 100, y 0.012 to 0.9"
    package var ranges: String? {
        guard !xExtent.isEmpty else { return nil }
        func range(_ extent: DataExtent) -> String {
            let low = NumberText.readable(extent.lower)
            let high = NumberText.readable(extent.upper)
            return low == high ? low : "\(low) to \(high)"
        }
        return "x \(range(xExtent)), y \(range(yExtent))"
    }
}

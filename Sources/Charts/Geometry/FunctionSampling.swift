/// The places at which the graph of a function is drawn.
enum FunctionSampling {
    /// Equally spaced places, and around each jump of the function two more with a gap (NaN) between them.
    ///
    /// A step between two places counts as a jump when halving the interval 30 times keeps at least half of it: a steep slope
    /// shrinks with the interval.
    static func points(
        over domain: ClosedRange<Double>, samples: Int, _ function: (Double) -> Double
    ) -> (x: [Double], y: [Double], jumps: Int) {
        let steps = max(samples, 2) - 1
        let span = domain.upperBound - domain.lowerBound
        let places = (0...steps).map { domain.lowerBound + span * Double($0) / Double(steps) }
        let values = places.map(function)
        // The middle of the values; the height of a pole says nothing about the picture.
        let sorted = values.filter(\.isFinite).sorted()
        let usual = sorted.isEmpty ? 0 : sorted[sorted.count * 9 / 10] - sorted[sorted.count / 10]
        var x = [places[0]]
        var y = [values[0]]
        var jumps = 0
        for index in 1..<places.count {
            let step = abs(values[index] - values[index - 1])
            if step.isFinite, step > max(usual, span / Double(steps)) * 0.05,
                let jump = jump(places[index - 1], values[index - 1], places[index], values[index], function)
            {
                jumps += 1
                x += [jump.before.x, (jump.before.x + jump.after.x) / 2, jump.after.x]
                y += [jump.before.y, .nan, jump.after.y]
            }
            x.append(places[index])
            y.append(values[index])
        }
        return (x, y, jumps)
    }

    private typealias Place = (x: Double, y: Double)

    private static func jump(
        _ from: Double, _ first: Double, _ to: Double, _ last: Double, _ function: (Double) -> Double
    ) -> (before: Place, after: Place)? {
        var low: Place = (from, first)
        var high: Place = (to, last)
        let whole = (before: low, after: high)
        let height = abs(last - first)
        for _ in 0..<30 {
            let middle = low.x + (high.x - low.x) / 2
            let value = function(middle)
            guard value.isFinite else {  // a pole that was hit: the values next to it are as good as any
                return whole
            }
            if abs(value - low.y) > abs(high.y - value) { high = (middle, value) } else { low = (middle, value) }
        }
        guard abs(high.y - low.y) >= height / 2 else { return nil }
        // At a pole the values grow without end; those of the first interval are high enough.
        return abs(high.y - low.y) > 2 * height ? whole : (before: low, after: high)
    }
}

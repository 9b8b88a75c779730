public import Charts
public import NeuralEngine

extension Chart {
    /// Lines w₀ + w₁x₁ + w₂x₂ = 0 over the data: older ones paler, the last one with its weight vector, which stands
    /// perpendicular on it and points to the positive side.
    ///
    /// - Parameters:
    ///   - weights: For each line (w₀, w₁, w₂), the oldest first.
    ///   - labels: A name for each line; nil: none are named.
    ///   - emphasised: Rows of the data that are ringed.
    /// - Throws: ``PlotError`` when the data has not exactly two features, or a line not three weights or no name.
    public static func lines(
        _ weights: [[Double]], labels: [String]? = nil, over data: Dataset, title: String? = nil,
        emphasised rows: [Int] = [],
        theme: Theme = .light
    ) throws -> Chart {
        let plane = try FeaturePlane(data, features: (0, 1))
        guard plane.width == 2 else {
            throw PlotError("Data set \(data.name) has \(plane.width) features; a line in a plane needs exactly two.")
        }
        if let labels, labels.count != weights.count {
            throw PlotError("There are \(labels.count) names for \(weights.count) lines.")
        }
        if let odd = weights.first(where: { $0.count != 3 }) {
            throw PlotError("A line needs the three weights w0, w1 and w2, not \(odd.count).")
        }
        let x = padded(plane.column(0))
        let y = padded(plane.column(1))
        return Chart(title: title ?? "Lines over \(data.name)") {
            for (index, line) in weights.enumerated() {
                let age = weights.count > 1 ? Double(weights.count - 1 - index) / Double(weights.count - 1) : 0
                RuleMark(
                    a: line[1], b: line[2], c: line[0], label: labels?[index],
                    color: theme.text.mixed(with: theme.background, age * 0.72), width: age == 0 ? 2.2 : 1.3,
                    dash: age == 0 ? [] : [5, 3])
            }
            plane.marks(theme: theme)
            if !rows.isEmpty {
                let known = rows.filter { (0..<data.count).contains($0) }
                PointMark(
                    x: plane.column(0, rows: known), y: plane.column(1, rows: known), label: "this example",
                    color: theme.text, symbol: .ring, radius: 9)
            }
            if let last = weights.last, let arrow = weightVector(last, x: x, y: y, color: theme.palette.color(2)) {
                arrow
            }
        }
        .xAxis(data.featureNames[0], range: x)
        .yAxis(data.featureNames[1], range: y)
        .equalScales()
        .size(width: 600, height: 460)
        .theme(theme)
    }

    /// From the point of the line next to the middle of the plane; its length says nothing, only its direction.
    static func weightVector(
        _ weights: [Double], x: ClosedRange<Double>, y: ClosedRange<Double>, color: Color
    ) -> SegmentMark? {
        let (bias, first, second) = (weights[0], weights[1], weights[2])
        let squared = first * first + second * second
        guard squared > 0, squared.isFinite else { return nil }
        let middle = ((x.lowerBound + x.upperBound) / 2, (y.lowerBound + y.upperBound) / 2)
        let distance = (bias + first * middle.0 + second * middle.1) / squared
        let foot = (middle.0 - distance * first, middle.1 - distance * second)
        guard x.contains(foot.0), y.contains(foot.1) else { return nil }
        let length = min(x.upperBound - x.lowerBound, y.upperBound - y.lowerBound) * 0.2 / squared.squareRoot()
        return .arrow(
            fromX: foot.0, y: foot.1, toX: foot.0 + first * length, y: foot.1 + second * length,
            label: "weights $(w_1, w_2)$", color: color, width: 2.4)
    }
}

import Charts
import NeuralEngine

/// A function of two numbers, made of tensor operations, at all places of a grid.
enum PlaneFunction {
    /// - Throws: ``PlotError`` when the function does not give one number for each place, or gives no finite one; what it throws.
    static func grid(
        _ function: (Tensor, Tensor) throws -> Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>, places: Int
    ) throws -> ScalarGrid {
        let count = min(max(places, 8), 500)
        for range in [x, y] {
            guard range.lowerBound < range.upperBound, (range.upperBound - range.lowerBound).isFinite else {
                throw PlotError("A plane cannot reach from \(range.lowerBound) to \(range.upperBound).")
            }
        }
        func place(_ index: Int, _ range: ClosedRange<Double>) -> Float {
            Float(range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count - 1))
        }
        let across = (0..<count * count).map { place($0 % count, x) }
        let up = (0..<count * count).map { place($0 / count, y) }
        let answers = try function(Tensor(across), Tensor(up))
        guard answers.count == count * count else {
            throw PlotError(
                """
                The function gave \(answers.count) numbers for \(count * count) places; write it with operations that work on \
                each number, without sum() or mean().
                """)
        }
        guard answers.scalars.contains(where: \.isFinite) else {
            throw PlotError("The function gave no finite number over this plane, so there is nothing to draw.")
        }
        return try ScalarGrid(columns: count, rows: count, values: answers.scalars.map(Double.init), x: x, y: y)
    }
}

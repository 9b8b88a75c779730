public import Charts
public import NeuralEngine

extension AnimatedChart {
    /// Paths over a function of two numbers, seen from above, that grow step by step at the same time.
    ///
    /// - Parameters:
    ///   - function: Made of tensor operations that work element by element.
    ///   - limit: At most so many pictures, evenly spread over the steps; the last one always.
    /// - Throws: ``PlotError`` without paths, or when the function does not give one number for each place; what it throws.
    public static func descent(
        _ paths: [DescentPath], of function: (Tensor, Tensor) throws -> Tensor, x: ClosedRange<Double>,
        y: ClosedRange<Double>, title: String = "", limit: Int = 40, secondsPerFrame: Double = 0.15,
        spacing: ContourSpacing = .denseLow, theme: Theme = .light
    ) throws -> AnimatedChart {
        let steps = (paths.map(\.x.count).max() ?? 0) - 1
        guard steps >= 1 else { throw PlotError("No path has a step, so there is nothing that moves.") }
        let chart = try Chart.contours(
            of: function, x: x, y: y, isPale: true, title: title, spacing: spacing, theme: theme)
        let count = min(max(limit, 2), steps + 1)
        let frames = try (0..<count).map { place in
            let step = place * steps / (count - 1)
            let parts = try paths.map { try $0.prefix(steps: step) }
            return AnimationFrame(caption: "step \(step)") {
                for (index, path) in parts.enumerated() {
                    for mark in Chart.marks(
                        path, color: theme.palette.color(index + 1), dash: LineDash.automatic(index),
                        showsSteps: false,
                        theme: theme)
                    { mark }
                }
            }
        }
        return AnimatedChart(chart, frames: frames, secondsPerFrame: secondsPerFrame)
    }

    /// Optimizers that start at the same place of a function of two numbers and move at the same time.
    ///
    /// - Throws: As ``descent(_:of:x:y:title:limit:secondsPerFrame:spacing:theme:)`` and ``DescentPath``.
    public static func race(
        _ optimizers: [Optimizer], of function: (Tensor, Tensor) throws -> Tensor, from start: (x: Double, y: Double),
        x: ClosedRange<Double>, y: ClosedRange<Double>, steps: Int = 100, limit: Int = 40,
        secondsPerFrame: Double = 0.15, spacing: ContourSpacing = .denseLow, theme: Theme = .light
    ) throws -> AnimatedChart {
        try descent(
            DescentPath.race(optimizers, of: function, from: start, steps: steps), of: function, x: x, y: y,
            title: "Optimizers on one surface", limit: limit, secondsPerFrame: secondsPerFrame, spacing: spacing,
            theme: theme)
    }
}

public import Charts
public import NeuralEngine

extension SurfaceChart {
    /// A function of two numbers as a surface, with the ways of optimizers over it.
    ///
    /// - Parameters:
    ///   - function: Made of tensor operations that work element by element.
    ///   - zRange: The heights that are shown; what is higher is cut off.
    /// - Throws: ``PlotError`` when the function does not give one number for each place; what it throws.
    public static func surface(
        of function: (Tensor, Tensor) throws -> Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>,
        paths: [DescentPath] = [], title: String = "", zRange: ClosedRange<Double>? = nil, resolution: Int = 41,
        theme: Theme = .light
    ) throws -> SurfaceChart {
        let grid = try PlaneFunction.grid(function, x: x, y: y, places: resolution)
        return SurfaceChart(
            title: title.isEmpty ? "Surface of $f(x, y)$" : title, grid,
            paths: paths.map { SurfacePath(x: $0.x, y: $0.y, label: $0.name) }, zLabel: "$f(x, y)$", zRange: zRange,
            // From higher up, where the bottom of a valley is not hidden by its wall.
            elevation: paths.isEmpty ? 32 : 48, theme: theme)
    }

    /// Optimizers that start at the same place, over the surface of the function.
    ///
    /// - Throws: As ``surface(of:x:y:paths:title:zRange:resolution:theme:)`` and ``DescentPath``.
    public static func race(
        _ optimizers: [Optimizer], of function: (Tensor, Tensor) throws -> Tensor, from start: (x: Double, y: Double),
        x: ClosedRange<Double>, y: ClosedRange<Double>, steps: Int = 100, zRange: ClosedRange<Double>? = nil,
        theme: Theme = .light
    ) throws -> SurfaceChart {
        let paths = try DescentPath.race(optimizers, of: function, from: start, steps: steps)
        var chart = try surface(
            of: function, x: x, y: y, paths: paths, title: "Optimizers on one surface", zRange: zRange, theme: theme)
        chart.subtitle = "\(steps) steps from (\(NumberText.readable(start.x)), \(NumberText.readable(start.y)))"
        return chart
    }
}

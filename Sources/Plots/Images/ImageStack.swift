import Charts
import NeuralEngine

/// Images of one size, read from a tensor.
struct ImageStack {
    let count: Int
    let rows: Int
    let columns: Int
    /// 1 for values, 3 for red, green and blue.
    let channels: Int
    private let scalars: [Float]

    /// From `[height, width]`, `[count, height, width]`, `[count, height, width, 1 or 3]`, or flat rows `[count, side * side]`.
    ///
    /// - Throws: ``PlotError`` for other shapes.
    init(_ images: Tensor) throws {
        let shape = images.shape
        switch shape.count {
        case 2:
            let side = Int(Double(shape[1]).squareRoot().rounded())
            if side > 1, side * side == shape[1], shape[0] != shape[1] {
                (count, rows, columns, channels) = (shape[0], side, side, 1)
            } else {
                (count, rows, columns, channels) = (1, shape[0], shape[1], 1)
            }
        case 3: (count, rows, columns, channels) = (shape[0], shape[1], shape[2], 1)
        case 4 where shape[3] == 1 || shape[3] == 3:
            (count, rows, columns, channels) = (shape[0], shape[1], shape[2], shape[3])
        default:
            throw PlotError(
                """
                A tensor of shape \(shape) is no list of images; expected [height, width], [count, height, width], \
                [count, height, width, 1 or 3], or rows of square images.
                """)
        }
        guard count > 0, rows > 0, columns > 0, rows <= 1024, columns <= 1024 else {
            throw PlotError(
                "Images of \(rows) by \(columns) pixels, \(count) of them, cannot be drawn (1 to 1024 a side).")
        }
        scalars = images.scalars
    }

    /// The lowest and the highest value of all images; 0...1 where none is finite.
    var range: ClosedRange<Double> {
        let extent = DataExtent(scalars.lazy.map(Double.init))
        return extent.isEmpty ? 0...1 : extent.lower...extent.upper
    }

    /// An image's colours from the top left, row by row. Values that are not finite are the colour of nothing.
    func pixels(_ index: Int, colors: ColorMap, range: ClosedRange<Double>, empty: Color) -> [Color] {
        let size = rows * columns
        let span = range.upperBound - range.lowerBound
        func part(_ value: Float) -> Double { span > 0 ? (Double(value) - range.lowerBound) / span : 0.5 }
        return (0..<size).map { pixel in
            let place = (index * size + pixel) * channels
            let values = scalars[place..<(place + channels)]
            guard values.allSatisfy(\.isFinite) else { return empty }
            if channels == 1 { return colors.color(part(values[place])) }
            let parts = values.map { UInt8((min(max(part($0), 0), 1) * 255).rounded()) }
            return Color(red: parts[0], green: parts[1], blue: parts[2])
        }
    }
}

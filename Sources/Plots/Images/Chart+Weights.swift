public import Charts
public import NeuralEngine

extension Chart {
    /// A layer's weights as images, one for each unit or filter: blue above zero, vermilion below, as in diagrams of networks.
    ///
    /// Weights of a layer that is connected to the pixels of the network's input have the input's shape; filters of a
    /// convolution have their own (several channels are averaged). Weights that belong to no image are a heat map.
    ///
    /// - Parameter layer: The layer's place, from 0; nothing: the first one with a matrix of weights.
    /// - Throws: ``PlotError`` when there is no such layer, or it has no such weights.
    public static func weights(_ model: Model, layer: Int? = nil, theme: Theme = .light) throws -> Chart {
        let known = model.parameters.filter { $0.value.rank == 2 || $0.value.rank == 4 }
        guard let parameter = known.first(where: { layer == nil || $0.layer == layer }) else {
            let places = Set(known.map(\.layer)).sorted().map(String.init).joined(separator: ", ")
            throw PlotError(
                layer.map { "Layer \($0) of \(model.name) has no matrix of weights" }
                    .map { $0 + (places.isEmpty ? "." : "; layers \(places) have one.") }
                    ?? "\(model.name) has no layer with a matrix of weights.")
        }
        let title = "Weights of layer \(parameter.layer) of \(model.name)"
        let kernel = parameter.value
        let largest = max(kernel.scalars.reduce(0) { $1.isFinite ? max($0, abs(Double($1))) : $0 }, 1e-12)
        if let images = imagesOfUnits(kernel, inputShape: model.inputShape) {
            return try Chart.images(
                images, captions: (0..<images.shape[0]).map { "unit \($0 + 1)" }, title: title,
                colors: .blueVermilion.reversed, range: -largest...largest, limit: 64, theme: theme)
        }
        return try weightMatrix(kernel, largest: largest, title: title, theme: theme)
    }

    /// `[units, height, width]`, or nothing where the weights belong to no image.
    private static func imagesOfUnits(_ kernel: Tensor, inputShape: [Int]) -> Tensor? {
        let shape = kernel.shape
        let (height, width, channels, units): (Int, Int, Int, Int)
        if shape.count == 4 {  // [height, width, channels, filters]
            (height, width, channels, units) = (shape[0], shape[1], shape[2], shape[3])
        } else if inputShape.count >= 2, inputShape.reduce(1, *) == shape[0] {
            let depth = inputShape.count > 2 ? inputShape[2] : 1
            (height, width, channels, units) = (inputShape[0], inputShape[1], depth, shape[1])
        } else {
            return nil
        }
        var scalars: [Float] = []
        scalars.reserveCapacity(units * height * width)
        for unit in 0..<units {
            for pixel in 0..<(height * width) {
                let sum = (0..<channels).reduce(Float(0)) {
                    $0 + kernel.scalars[(pixel * channels + $1) * units + unit]
                }
                scalars.append(sum / Float(channels))
            }
        }
        return try? Tensor(shape: [units, height, width], scalars: scalars)
    }

    private static func weightMatrix(_ kernel: Tensor, largest: Double, title: String, theme: Theme) throws -> Chart {
        guard kernel.rank == 2, kernel.shape[0] > 1, kernel.shape[1] > 1 else {
            return Chart(title: title) { BarMark(heights: kernel.scalars.map(Double.init)) }
                .xAxis("weight", ticks: .integers)
                .theme(theme)
        }
        let (inputs, units) = (kernel.shape[0], kernel.shape[1])
        let grid = try ScalarGrid(
            columns: inputs, rows: units,
            values: (0..<units).flatMap { unit in
                (0..<inputs).map { Double(kernel.scalars[$0 * units + unit]) }
            }, x: 1...Double(inputs), y: 1...Double(units))
        return Chart(title: title) {
            RasterMark(grid, colors: .blueVermilion.reversed, range: -largest...largest, name: "weight")
        }
        .xAxis("input", ticks: .integers, showsGrid: false)
        .yAxis("unit", ticks: .integers, showsGrid: false)
        .size(
            width: min(max(Double(inputs) * 30 + 160, 340), 740), height: min(max(Double(units) * 30 + 110, 240), 560)
        )
        .theme(theme)
    }
}

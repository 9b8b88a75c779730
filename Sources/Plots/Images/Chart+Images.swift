public import Charts
public import NeuralEngine

extension Chart {
    /// Images beside each other: examples of a data set, digits that a network generated, what a neuron answers to.
    ///
    /// - Parameters:
    ///   - images: `[height, width]`, `[count, height, width]`, `[count, height, width, 1 or 3]`, or `[count, side * side]`.
    ///   - captions: A short text below each image; may be fewer.
    ///   - columns: Nothing: about as many as rows, at most 12.
    ///   - colors: Of the values; images of three channels have their own.
    ///   - range: The values at both ends of the colours; nothing: the lowest and the highest of all images.
    ///   - limit: More images than these are left out, and the subtitle says so.
    /// - Throws: ``PlotError`` when the tensor is no list of images.
    public static func images(
        _ images: Tensor, captions: [String] = [], title: String = "", columns: Int? = nil, colors: ColorMap? = nil,
        range: ClosedRange<Double>? = nil, limit: Int = 100, theme: Theme = .light
    ) throws -> Chart {
        let stack = try ImageStack(images)
        let count = min(stack.count, max(limit, 1))
        let across = min(
            max(columns ?? Int(Double(count).squareRoot().rounded(.up)), 1), columns == nil ? 12 : 60, count)
        let down = (count + across - 1) / across
        let side = min(max(620 / Double(across) - 8, 30), stack.columns < 16 ? 84 : 120)
        let tall = side * Double(stack.rows) / Double(stack.columns)
        let captionHeight = captions.isEmpty ? 0.0 : 17
        let (pitchX, pitchY) = (side + 8, tall + 8 + captionHeight)
        // Greys as in print; on a dark background the other way round.
        let colors = colors ?? (theme.background.isDark ? ColorMap(ColorMap.greys.stops.reversed()) : .greys)
        let values = range ?? (stack.channels == 3 ? colourRange(stack.range) : stack.range)
        var marks: [any Mark] = []
        var frames: [(ClosedRange<Double>, ClosedRange<Double>)] = []
        for index in 0..<count {
            let x = Double(index % across) * pitchX
            let y = -Double(index / across) * pitchY
            let (horizontal, vertical) = (x...(x + side), (y - tall)...y)
            marks.append(
                try ImageMark(
                    pixels: stack.pixels(index, colors: colors, range: values, empty: theme.grid),
                    columns: stack.columns,
                    rows: stack.rows, x: horizontal, y: vertical))
            frames.append((horizontal, vertical))
            if captions.indices.contains(index) {
                marks.append(
                    TextMark(
                        fitted(captions[index], side + 4), x: x + side / 2, y: y - tall, size: 11, anchor: .middle,
                        offset: (0, -13), hasHalo: false))
            }
        }
        marks.insert(
            RectangleMark(x: frames.map(\.0), y: frames.map(\.1), color: theme.grid, isHollow: true), at: 0)
        let heading = title.isEmpty ? NumberText.count(count, "image") : title
        let isCut = count < stack.count
        return Chart(
            title: heading, subtitle: isCut ? "the first \(count) of \(stack.count)" : nil,
            description: "\(NumberText.count(count, "image")) of \(stack.columns) by \(stack.rows) pixels, values "
                + "\(NumberText.readable(values.lowerBound)) to \(NumberText.readable(values.upperBound))"
        ) { QuietMarks(marks) }
        .xAxis(range: -2...(Double(across) * pitchX - 6))
        .yAxis(range: (-Double(down) * pitchY + 4)...3)
        .axesHidden()
        .equalScales()
        .size(
            width: max(Double(across) * pitchX + 24, 220), height: Double(down) * pitchY + (isCut ? 76 : 58)
        )
        .theme(theme)
    }

    /// Red, green and blue are parts of one, or of 255.
    private static func colourRange(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        0...(range.upperBound > 1.5 ? max(range.upperBound, 255) : max(range.upperBound, 1))
    }

    private static func fitted(_ text: String, _ width: Double) -> String {
        TextMetrics.ellipsised(text, width: width, size: 11)
    }

    /// Examples of a data set of images, each with its class.
    ///
    /// - Throws: ``PlotError`` when the features are no images.
    public static func images(
        of data: Dataset, rows: Range<Int>? = nil, columns: Int? = nil, theme: Theme = .light
    ) throws -> Chart {
        let chosen = Array(rows ?? 0..<min(data.count, 40)).filter { (0..<data.count).contains($0) }
        guard !chosen.isEmpty else { throw PlotError("Data set \(data.name) has \(data.count) examples, not these.") }
        // Rows of numbers are images only if they are those of a square.
        let side = Int(Double(data.featureShape.first ?? 0).squareRoot().rounded())
        let isFlat = data.featureShape.count == 1
        guard !isFlat || (side > 1 && side * side == data.featureShape[0]) else {
            throw PlotError(
                "The features of data set \(data.name) have shape \(data.featureShape) and are no list of images.")
        }
        let part = try data.rows(chosen)
        let names = data.classNames ?? []
        let captions = (part.labels ?? []).map { names.indices.contains($0) ? names[$0] : String($0) }
        return try images(
            isFlat
                ? Tensor(shape: [chosen.count, side, side], scalars: part.features.scalars) : part.features,
            captions: captions, title: "Examples of \(data.name)", columns: columns, theme: theme)
    }
}

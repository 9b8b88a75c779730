import NeuralEngine

/// Convolutions, pooling and normalisation, for which ONNX has the channels in front.
extension ONNXExporter {
    /// Axes of a sample without the channels: 1 for sequences, 2 for pictures.
    private func axes(_ sample: [Int]) -> Int { sample.count - 1 }

    private func attributes(_ window: ExchangeWindow, axes: Int) -> [(String, ONNXGraphWriter.Attribute)] {
        [
            ("kernel_shape", .ints(window.size.suffix(axes))), ("strides", .ints(window.strides.suffix(axes))),
            ("pads", .ints(window.begin.suffix(axes) + window.end.suffix(axes))),
        ]
    }

    mutating func convolution(
        _ input: String, _ from: [Int], _ to: [Int], _ kernel: ExchangeArray, _ bias: ExchangeArray?,
        _ window: ExchangeWindow, _ groups: Int
    ) -> String {
        let axes = axes(from)
        let filters = to[axes]
        let inner = from[axes] / groups
        // [places…, channels / groups, filters] to [filters, channels / groups, places…]
        let places = Array(window.size.suffix(axes))
        let order = [axes + 1, axes] + Array(0..<axes)
        let weights = graph.array(
            kernel.name, shape: [filters, inner] + places,
            Axes.permuted(kernel.value.scalars, shape: places + [inner, filters], axes: order))
        let result = graph.add(
            "Conv", [channelsFirst(input, axes: axes), weights] + (bias.map { [array($0)] } ?? []),
            attributes(window, axes: axes) + [
                ("dilations", .ints(window.dilations.suffix(axes))), ("group", .int(groups)),
            ])
        return channelsLast(result, axes: axes)
    }

    mutating func transposedConvolution(
        _ input: String, _ from: [Int], _ to: [Int], _ kernel: ExchangeArray, _ bias: ExchangeArray?,
        _ window: ExchangeWindow
    ) -> String {
        let axes = axes(from)
        let places = Array(window.size.suffix(axes))
        let (filters, channels) = (to[axes], from[axes])
        let order = [axes + 1, axes] + Array(0..<axes)
        let weights = graph.array(
            kernel.name, shape: [channels, filters] + places,
            Axes.permuted(kernel.value.scalars, shape: places + [filters, channels], axes: order))
        // What ONNX makes is stride · (length − 1) + span − begin − end + extra long.
        let begin = Array(window.begin.suffix(axes))
        var (end, extra): ([Int], [Int]) = ([], [])
        for axis in 0..<axes {
            let place = window.size.count - axes + axis
            let span = (window.size[place] - 1) * window.dilations[place] + 1
            let behind = window.strides[place] * (from[axis] - 1) + span - begin[axis] - to[axis]
            end.append(max(0, behind))
            extra.append(max(0, -behind))
        }
        let result = graph.add(
            "ConvTranspose", [channelsFirst(input, axes: axes), weights] + (bias.map { [array($0)] } ?? []),
            [
                ("kernel_shape", .ints(places)), ("strides", .ints(window.strides.suffix(axes))),
                ("dilations", .ints(window.dilations.suffix(axes))), ("pads", .ints(begin + end)),
                ("output_padding", .ints(extra)),
            ])
        return channelsLast(result, axes: axes)
    }

    mutating func pooled(
        _ kind: String, _ input: String, _ from: [Int], _ window: ExchangeWindow,
        _ extra: [(String, ONNXGraphWriter.Attribute)]
    ) -> String {
        let axes = axes(from)
        let result = graph.add(
            kind, [channelsFirst(input, axes: axes)], attributes(window, axes: axes) + extra)
        return channelsLast(result, axes: axes)
    }

    mutating func shifted(_ input: String, _ from: [Int], _ to: [Int], top: Int, left: Int) -> String {
        let front = from.count == 2 ? [left] : [top, left]
        let behind = front.indices.map { to[$0] - from[$0] - front[$0] }
        let pads = [0] + front + [0] + [0] + behind + [0]
        return graph.add("Pad", [input, graph.integers(pads)])
    }

    mutating func upsampled(_ input: String, _ from: [Int], _ factors: [Int], _ isBilinear: Bool) -> String {
        let axes = axes(from)
        let scales = graph.constant([1, 1] + factors.suffix(axes).map { Float($0) })
        let mode: [(String, ONNXGraphWriter.Attribute)] =
            isBilinear
            ? [("mode", .text("linear")), ("coordinate_transformation_mode", .text("half_pixel"))]
            : [
                ("mode", .text("nearest")), ("coordinate_transformation_mode", .text("asymmetric")),
                ("nearest_mode", .text("floor")),
            ]
        return channelsLast(graph.add("Resize", [channelsFirst(input, axes: axes), "", scales], mode), axes: axes)
    }

    mutating func batchNormalization(
        _ input: String, _ from: [Int], _ gamma: ExchangeArray?, _ beta: ExchangeArray?, _ mean: ExchangeArray,
        _ variance: ExchangeArray, _ epsilon: Float
    ) -> String {
        let channels = mean.value.count
        let axes = axes(from)
        let arguments = [
            axes == 0 ? input : channelsFirst(input, axes: axes), filled(gamma, 1, channels), filled(beta, 0, channels),
            array(mean), array(variance),
        ]
        let result = graph.add("BatchNormalization", arguments, [("epsilon", .float(epsilon))])
        return axes == 0 ? result : channelsLast(result, axes: axes)
    }

    /// An array, or as many numbers of one kind.
    private mutating func filled(_ given: ExchangeArray?, _ value: Float, _ count: Int) -> String {
        if let given { return array(given) }
        return graph.array(
            value == 0 ? "zeros.\(count)" : "ones.\(count)", shape: [count], [Float](repeating: value, count: count))
    }

    mutating func rowNormalization(
        _ input: String, _ from: [Int], _ gamma: ExchangeArray?, _ beta: ExchangeArray?, _ epsilon: Float,
        _ isCentered: Bool
    ) -> String {
        let columns = from.last ?? 1
        guard !isCentered else {
            return graph.add(
                "LayerNormalization", [input, filled(gamma, 1, columns)] + (beta.map { [array($0)] } ?? []),
                [("axis", .int(-1)), ("epsilon", .float(epsilon))])
        }
        let square = graph.add("Mul", [input, input])
        let mean = graph.add("ReduceMean", [square], [("axes", .ints([-1])), ("keepdims", .int(1))])
        let root = graph.add("Sqrt", [graph.add("Add", [mean, graph.number(epsilon)])])
        return scaled(graph.add("Div", [input, root]), gamma, beta)
    }

    mutating func groupNormalization(
        _ input: String, _ from: [Int], _ gamma: ExchangeArray?, _ beta: ExchangeArray?, _ epsilon: Float, _ groups: Int
    ) -> String {
        let columns = from.last ?? 1
        let positions = from.reduce(1, *) / columns
        let parts = reshaped(input, [positions, groups, columns / groups])
        func mean(_ value: String) -> String {
            graph.add("ReduceMean", [value], [("axes", .ints([1, 3])), ("keepdims", .int(1))])
        }
        let centred = graph.add("Sub", [parts, mean(parts)])
        let variance = mean(graph.add("Mul", [centred, centred]))
        let root = graph.add("Sqrt", [graph.add("Add", [variance, graph.number(epsilon)])])
        return scaled(reshaped(graph.add("Div", [centred, root]), from), gamma, beta)
    }

    private mutating func scaled(_ value: String, _ gamma: ExchangeArray?, _ beta: ExchangeArray?) -> String {
        var result = value
        if let gamma { result = graph.add("Mul", [result, array(gamma)]) }
        if let beta { result = graph.add("Add", [result, array(beta)]) }
        return result
    }
}

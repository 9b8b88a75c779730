import NeuralEngine

extension ONNXImporter {
    /// How a window moves, with zeros around.
    private struct Window {
        let size: [Int]
        let strides: [Int]
        let dilations: [Int]
        let begin: [Int]
        let end: [Int]

        var isPadded: Bool { (begin + end).contains { $0 != 0 } }

        /// Whether the zeros are those of the engine's padding `.same`.
        func isSame(_ input: [Int]) -> Bool {
            input.indices.allSatisfy { axis in
                let span = (size[axis] - 1) * dilations[axis] + 1
                let output = (input[axis] + strides[axis] - 1) / strides[axis]
                let total = max((output - 1) * strides[axis] + span - input[axis], 0)
                return begin[axis] == total / 2 && end[axis] == total - total / 2
            }
        }

        func output(_ input: [Int]) -> [Int] {
            input.indices.map { axis in
                let span = (size[axis] - 1) * dilations[axis] + 1
                let room = input[axis] + begin[axis] + end[axis] - span
                return room < 0 ? 0 : room / strides[axis] + 1
            }
        }
    }

    private func window(_ node: ONNXFile.Node, size: [Int], input: [Int]) throws -> Window {
        let axes = size.count
        func lengths(_ name: String, _ usual: Int, _ count: Int) throws -> [Int] {
            let given = node.attributes[name]?.ints ?? []
            guard given.isEmpty || given.count == count, given.allSatisfy({ (0...(1 << 20)).contains($0) }) else {
                throw Unsupported(text: "\(name) is \(given)")
            }
            return given.isEmpty ? [Int](repeating: usual, count: count) : given
        }
        guard axes == 1 || axes == 2, axes == input.count, size.allSatisfy({ (1...(1 << 20)).contains($0) }),
            (node.attributes["ceil_mode"]?.int ?? 0) == 0
        else { throw Unsupported(text: "a window \(size) over \(input), or with ceil_mode") }
        let strides = try lengths("strides", 1, axes)
        let dilations = try lengths("dilations", 1, axes)
        guard (strides + dilations).allSatisfy({ $0 >= 1 }) else {
            throw Unsupported(text: "a stride of 0")
        }
        var pads = try lengths("pads", 0, 2 * axes)
        switch node.attributes["auto_pad"]?.text ?? "NOTSET" {
        case "NOTSET", "VALID": break
        case "SAME_UPPER":
            pads = [Int](repeating: 0, count: 2 * axes)
            for axis in 0..<axes {
                let span = (size[axis] - 1) * dilations[axis] + 1
                let output = (input[axis] + strides[axis] - 1) / strides[axis]
                let total = max((output - 1) * strides[axis] + span - input[axis], 0)
                (pads[axis], pads[axes + axis]) = (total / 2, total - total / 2)
            }
        default: throw Unsupported(text: "auto_pad SAME_LOWER")
        }
        return Window(
            size: size, strides: strides, dilations: dilations, begin: Array(pads.prefix(axes)),
            end: Array(pads.suffix(axes)))
    }

    /// Zeros around, where the padding is not one that layers have.
    private func padded(_ place: Place, _ window: Window, as padding: ConvolutionPadding) -> Node {
        guard window.isPadded, padding == .valid else { return place.node }
        if window.size.count == 1 { return ZeroPadding1D(before: window.begin[0], after: window.end[0])(place.node) }
        return ZeroPadding2D(top: window.begin[0], bottom: window.end[0], left: window.begin[1], right: window.end[1])(
            place.node)
    }

    private func size(_ lengths: [Int]) -> Size2D { Size2D(height: lengths[0], width: lengths[lengths.count - 1]) }

    /// `[filters, channels, places…]` with the places in front and the other two turned round.
    private func kernel(_ array: ONNXFile.Array) throws -> Tensor {
        let axes = array.shape.count - 2
        let order = Array(2..<(axes + 2)) + [1, 0]
        return try Tensor(
            shape: order.map { array.shape[$0] },
            scalars: Axes.permuted(array.scalars, shape: array.shape, axes: order))
    }

    private func bias(_ node: ONNXFile.Node, _ count: Int) throws -> Tensor? {
        guard node.inputs.count > 2, !node.inputs[2].isEmpty else { return nil }
        return try tensor(try needed(node, 2, "bias"), shape: [count])
    }

    mutating func convolution(_ node: ONNXFile.Node) throws {
        var place = try channelsLast(input(node))
        let array = try needed(node, 1, "kernel")
        let groups = node.attributes["group"]?.int ?? 1
        guard array.shape.count == place.shape.count + 1, (1...place.shape[0]).contains(groups),
            array.shape[1].multipliedReportingOverflow(by: groups) == (place.shape[0], false)
        else { throw Unsupported(text: "a kernel of \(array.shape) in \(groups) groups behind \(place.shape)") }
        let spatial = Array(place.shape.dropFirst())
        let window = try window(node, size: Array(array.shape.dropFirst(2)), input: spatial)
        let padding: ConvolutionPadding = window.isPadded && window.isSame(spatial) ? .same : .valid
        let filters = array.shape[0]
        let bias = try bias(node, filters)
        let layer: any Layer =
            spatial.count == 1
            ? Conv1D(
                filters, kernelSize: window.size[0], strides: window.strides[0], padding: padding,
                dilationRate: window.dilations[0], groups: groups, bias: bias != nil)
            : Conv2D(
                filters, kernelSize: size(window.size), strides: size(window.strides), padding: padding,
                dilationRate: size(window.dilations), groups: groups, bias: bias != nil)
        place.node = padded(place, window, as: padding)
        set(
            node,
            placed(
                layer, [try kernel(array)] + (bias.map { [$0] } ?? []), behind: place,
                shape: [filters] + window.output(spatial), isChannelsLast: true))
    }

    mutating func transposedConvolution(_ node: ONNXFile.Node) throws {
        let place = try channelsLast(input(node))
        let array = try needed(node, 1, "kernel")
        guard array.shape.count == place.shape.count + 1, (node.attributes["group"]?.int ?? 1) == 1,
            node.attributes["output_shape"] == nil, array.shape[0] == place.shape[0]
        else { throw Unsupported(text: "a kernel of \(array.shape), or in groups, or with output_shape") }
        let spatial = Array(place.shape.dropFirst())
        let window = try window(node, size: Array(array.shape.dropFirst(2)), input: spatial)
        let given = node.attributes["output_padding"]?.ints ?? []
        let extra = given.isEmpty ? spatial.map { _ in 0 } : given
        guard extra.count == spatial.count, zip(extra, window.strides).allSatisfy({ $0 >= 0 && $0 < $1 }) else {
            throw Unsupported(text: "output_padding \(given)")
        }
        let filters = array.shape[1]
        let bias = try bias(node, filters)
        let isLine = spatial.count == 1
        let layer: any Layer =
            isLine
            ? Conv1DTranspose(
                filters, kernelSize: window.size[0], strides: window.strides[0], outputPadding: extra[0],
                dilationRate: window.dilations[0], bias: bias != nil)
            : Conv2DTranspose(
                filters, kernelSize: size(window.size), strides: size(window.strides), outputPadding: size(extra),
                dilationRate: size(window.dilations), bias: bias != nil)
        let shape = spatial.indices.map { axis in
            let span = (window.size[axis] - 1) * window.dilations[axis] + 1
            return (spatial[axis] - 1) * window.strides[axis] + span + extra[axis] - window.begin[axis]
                - window.end[axis]
        }
        // [channels, filters, places…] is turned round like any other kernel.
        var result = placed(
            layer, [try kernel(array)] + (bias.map { [$0] } ?? []), behind: place, shape: [filters] + shape,
            isChannelsLast: true)
        // What ONNX calls padding is cut off here.
        if window.isPadded {
            result.node =
                isLine
                ? Cropping1D(before: window.begin[0], after: window.end[0])(result.node)
                : Cropping2D(
                    top: window.begin[0], bottom: window.end[0], left: window.begin[1], right: window.end[1])(
                        result.node)
        }
        set(node, result)
    }

    mutating func pooling(_ node: ONNXFile.Node) throws {
        var place = try channelsLast(input(node))
        let spatial = Array(place.shape.dropFirst())
        let window = try window(node, size: node.attributes["kernel_shape"]?.ints ?? [], input: spatial)
        let isMean = node.kind == "AveragePool"
        let countsZeros = isMean && node.attributes["count_include_pad"]?.int == 1
        let padding: ConvolutionPadding = window.isPadded && !countsZeros ? .same : .valid
        guard window.dilations.allSatisfy({ $0 == 1 }), padding == .valid || window.isSame(spatial) else {
            throw Unsupported(text: "pads \(window.begin) and \(window.end), or with dilations")
        }
        if countsZeros { place.node = padded(place, window, as: .valid) }
        let (size, strides) = (self.size(window.size), self.size(window.strides))
        let layer: any Layer =
            switch (spatial.count, isMean) {
            case (1, true): AveragePooling1D(poolSize: window.size[0], strides: window.strides[0], padding: padding)
            case (1, false): MaxPooling1D(poolSize: window.size[0], strides: window.strides[0], padding: padding)
            case (_, true): AveragePooling2D(poolSize: size, strides: strides, padding: padding)
            case (_, false): MaxPooling2D(poolSize: size, strides: strides, padding: padding)
            }
        set(
            node,
            Place(
                node: layer(place.node), shape: [place.shape[0]] + window.output(spatial), isChannelsLast: true))
    }

    mutating func globalPooling(_ node: ONNXFile.Node) throws {
        let place = try channelsLast(input(node))
        let isMean = node.kind == "GlobalAveragePool"
        let ones = place.shape.dropFirst().map { _ in 1 }
        let layer: any Layer
        switch (place.shape.count, isMean) {
        case (2, true): layer = GlobalAveragePooling1D()
        case (2, false): layer = GlobalMaxPooling1D()
        case (3, true): layer = GlobalAveragePooling2D()
        case (3, false): layer = GlobalMaxPooling2D()
        default: throw Unsupported(text: "a value of shape \(place.shape)")
        }
        let pooled = Reshape(ones + [place.shape[0]])(layer(place.node))
        set(node, Place(node: pooled, shape: [place.shape[0]] + ones, isChannelsLast: true))
    }

    mutating func batchNormalization(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let place = try place(name).shape.count == 1 ? place(name) : channelsLast(name)
        let channels = place.shape[0]
        let tensors = try (1...4).map { try tensor(try needed(node, $0, "array"), shape: [channels]) }
        let layer = BatchNormalization(epsilon: node.attributes["epsilon"]?.float ?? 1e-5)
        set(
            node,
            placed(layer, tensors, behind: place, shape: place.shape, isChannelsLast: place.isChannelsLast))
    }

    mutating func layerNormalization(_ node: ONNXFile.Node) throws {
        let view = try rows(input(node))
        let axis = node.attributes["axis"]?.int ?? -1
        let columns = view.shape.last ?? 1
        guard axis == -1 || axis == view.axes.count - 1 else { throw Unsupported(text: "several axes") }
        let hasShift = node.inputs.count > 2 && !node.inputs[2].isEmpty
        var tensors = [try tensor(try needed(node, 1, "scale"), shape: [columns])]
        if hasShift { tensors.append(try tensor(try needed(node, 2, "shift"), shape: [columns])) }
        let arrays = tensors
        let layer = LayerNormalization(
            epsilon: Self.short(node.attributes["epsilon"]?.float ?? 1e-5), center: hasShift)
        set(node, view.replaced(Numbered(layer: layer) { arrays }(view.node), columns: columns))
    }

    /// Files of before version 21 have a scale and a shift for a group, not for each channel.
    mutating func groupNormalization(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let arrays = [try needed(node, 1, "scale"), try needed(node, 2, "shift")]
        let channels = try place(name).shape[0]
        let isOfInstances = node.kind == "InstanceNormalization"
        let groups = isOfInstances ? channels : node.attributes["num_groups"]?.int ?? 0
        let wide = arrays.map { array in
            guard array.scalars.count == groups, groups >= 1, groups < channels else { return array }
            let each = array.scalars.flatMap { [Float](repeating: $0, count: channels / groups) }
            return ONNXFile.Array(name: "", shape: [each.count], scalars: each)
        }
        try normalizeGroups(
            node, name, groups: groups, node.attributes["epsilon"]?.float ?? 1e-5, wide[0], wide[1])
    }

    mutating func resize(_ node: ONNXFile.Node) throws {
        let place = try channelsLast(input(node))
        let spatial = Array(place.shape.dropFirst())
        let mode = node.attributes["mode"]?.text ?? "nearest"
        let transform = node.attributes["coordinate_transformation_mode"]?.text ?? "half_pixel"
        let scales = constant(node.inputs.count > 2 ? node.inputs[2] : nil)?.scalars ?? []
        let sizes = (node.inputs.count > 3 ? try dimensions(node.inputs[3]) : []).dropFirst(2).map(\.factor)
        let factors =
            sizes.isEmpty
            ? scales.dropFirst(2).map { Int(exactly: $0) ?? 0 }
            : zip(sizes, spatial).map { $0.isMultiple(of: $1) ? $0 / $1 : 0 }
        guard factors.count == spatial.count, factors.allSatisfy({ (1...1024).contains($0) }), spatial.count <= 2 else {
            throw Unsupported(text: "a picture of another size that is no multiple")
        }
        // Each place so many times, or straight lines between their middles.
        let isNearest =
            mode == "nearest"
            && (transform == "asymmetric" && node.attributes["nearest_mode"]?.text == "floor"
                || transform == "half_pixel")
        guard isNearest || mode == "linear" && spatial.count == 2 && transform.hasSuffix("half_pixel") else {
            throw Unsupported(text: "the mode \(mode) with \(transform)")
        }
        let layer: any Layer =
            spatial.count == 1
            ? UpSampling1D(size: factors[0])
            : UpSampling2D(size: size(factors), interpolation: isNearest ? .nearest : .bilinear)
        let shape = [place.shape[0]] + zip(spatial, factors).map { $0 * $1 }
        set(node, Place(node: layer(place.node), shape: shape, isChannelsLast: true))
    }

    /// Zeros around, or edges cut off where the numbers are negative.
    mutating func pad(_ node: ONNXFile.Node) throws {
        let name = try input(node)
        let rank = try place(name).shape.count + 1
        guard let pads = node.attributes["pads"]?.ints ?? constantIntegers(node, 1), pads.count == 2 * rank, rank >= 3,
            rank <= 4, pads.allSatisfy({ abs($0.clamped) <= 1 << 20 }), pads[0] == 0, pads[rank] == 0,
            (node.attributes["mode"]?.text ?? "constant") == "constant",
            constant(node.inputs.count > 2 ? node.inputs[2] : nil)?.scalars.allSatisfy({ $0 == 0 }) ?? true
        else { throw Unsupported(text: "anything but zeros around pictures and sequences") }
        let hasChannelsLast = pads[rank - 1] == 0 && pads[2 * rank - 1] == 0
        guard hasChannelsLast || pads[1] == 0 && pads[rank + 1] == 0 else {
            throw Unsupported(text: "zeros around channels")
        }
        var place = try hasChannelsLast ? plain(name) : channelsLast(name)
        let axes = hasChannelsLast ? 1..<(rank - 1) : 2..<rank
        let (front, behind) = (axes.map { pads[$0] }, axes.map { pads[rank + $0] })
        for (index, axis) in axes.enumerated() { place.shape[axis - 1] += front[index] + behind[index] }
        guard place.shape.allSatisfy({ $0 >= 1 }) else { throw Unsupported(text: "nothing is left of it") }
        func margins(_ sign: Int) -> (front: [Int], behind: [Int])? {
            let both = (front.map { max(0, sign * $0) }, behind.map { max(0, sign * $0) })
            return (both.0 + both.1).allSatisfy { $0 == 0 } ? nil : both
        }
        let isLine = front.count == 1
        if let zeros = margins(1) {
            let (first, last) = (zeros.front, zeros.behind)
            let layer: any Layer =
                isLine
                ? ZeroPadding1D(before: first[0], after: last[0])
                : ZeroPadding2D(top: first[0], bottom: last[0], left: first[1], right: last[1])
            place.node = layer(place.node)
        }
        if let cut = margins(-1) {
            let (first, last) = (cut.front, cut.behind)
            let layer: any Layer =
                isLine
                ? Cropping1D(before: first[0], after: last[0])
                : Cropping2D(top: first[0], bottom: last[0], left: first[1], right: last[1])
            place.node = layer(place.node)
        }
        place.origin = nil
        set(node, place)
    }
}

extension Int {
    /// Without the one number that has no opposite.
    fileprivate var clamped: Int { Swift.max(self, -Int.max) }
}

/// What convolution layers of one and two axes, transposed or not, are described with.
struct ConvolutionForm: Sendable, Hashable {
    let kind: String
    let axes: PictureAxes
    let filters: Int
    let window: ConvolutionWindow
    var groups = 1
    let activation: ActivationFunction
    let hasBias: Bool
    let kernelInitializer: Initializer
    let biasInitializer: Initializer
    let kernelRegularizer: Regularizer?
    let biasRegularizer: Regularizer?
    let kernelConstraint: WeightConstraint?
    let biasConstraint: WeightConstraint?

    /// As written in Swift, with what differs from the defaults.
    func code(_ extra: [String?] = []) -> String {
        func length(_ size: Size2D) -> String { axes == .one ? String(size.width) : size.code }
        let one = axes == .one ? Size2D(height: 1, width: 1) : 1
        let parts: [String?] =
            [
                String(filters), "kernelSize: \(length(window.size))",
                window.strides == one ? nil : "strides: \(length(window.strides))",
                window.padding == .valid ? nil : "padding: .\(window.padding.rawValue)",
            ] + extra + [
                window.dilationRate == one ? nil : "dilationRate: \(length(window.dilationRate))",
                groups == 1 ? nil : "groups: \(groups)",
                activation == .identity ? nil : "activation: \(activation.code)", hasBias ? nil : "bias: false",
                kernelInitializer.code("kernelInitializer", usual: .glorotUniform),
                biasInitializer.code("biasInitializer", usual: .zeros),
                kernelRegularizer.map { "kernelRegularizer: \($0.code)" },
                biasRegularizer.map { "biasRegularizer: \($0.code)" },
                kernelConstraint.map { "kernelConstraint: \($0.code)" },
                biasConstraint.map { "biasConstraint: \($0.code)" },
            ]
        return "\(kind)(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    /// - Throws: ``EngineError`` when the layer was described with numbers that make no sense, or the input has other axes.
    func check(_ inputShape: [Int]) throws -> PictureShape {
        guard filters >= 1 else {
            throw EngineError(.invalidArgument, "\(kind) has 1 filter or more, not \(filters).")
        }
        try SizeLimits.check(filters, "filters", of: kind)
        try axes.check(window.size, "kernelSize", of: kind)
        try axes.check(window.strides, "strides", of: kind)
        try axes.check(window.dilationRate, "dilationRate", of: kind)
        guard window.padding != .causal || kind == "Conv1D" else {
            throw EngineError(
                .invalidArgument, "\(kind)'s padding is .causal, which is for Conv1D; expected .valid or .same.")
        }
        let picture = try axes.check(inputShape, for: kind)
        guard groups >= 1, picture.channels.isMultiple(of: groups), filters.isMultiple(of: groups) else {
            throw EngineError(
                .invalidArgument,
                """
                \(kind)'s groups is \(groups), expected a number that divides the \(picture.channels) channels of the input \
                \(batchShapeText(inputShape)) and the \(filters) filters.
                """)
        }
        try SizeLimits.check(
            weights: window.size.lengths + [picture.channels / groups, filters], name: "kernel of \(kind)")
        return picture
    }

    /// Kernel and bias; `inner` are the kernel's last two axes.
    func parameters(inner: [Int]) -> [ParameterSpecification] {
        let lengths = axes == .one ? [window.size.width] : window.size.lengths
        // Keras counts fans as if the last two axes were always inputs and outputs.
        let places = lengths.reduce(1, *)
        let fanIn = places * inner[0]
        let fanOut = places * inner[1]
        let kernel = ParameterSpecification(
            name: "kernel", shape: lengths + inner, initializer: kernelInitializer, fanIn: fanIn, fanOut: fanOut,
            regularizer: kernelRegularizer, constraint: kernelConstraint)
        let bias = ParameterSpecification(
            name: "bias", shape: [filters], initializer: biasInitializer, fanIn: fanIn, fanOut: fanOut,
            regularizer: biasRegularizer, constraint: biasConstraint)
        return hasBias ? [kernel, bias] : [kernel]
    }

    // MARK: A convolution

    func outputShape(for inputShape: [Int]) throws -> [Int] {
        let picture = try check(inputShape)
        try axes.checkFit(window, in: inputShape, for: kind, name: "kernelSize")
        return try activation.outputShape(for: axes.shape(window.outputSize(for: picture.size), channels: filters))
    }

    func parameters(for inputShape: [Int]) -> [ParameterSpecification] {
        parameters(inner: [(inputShape.last ?? 0) / groups, filters])
    }

    func build(_ input: GraphValue, parameters: [GraphParameter], in graph: GraphBuilder) throws -> GraphValue {
        let sums = try graph.convolution(
            input, kernel: parameters[0], bias: hasBias ? parameters[1] : nil, strides: window.strides,
            padding: window.padding, dilationRate: window.dilationRate, groups: groups)
        return graph.activation(activation, of: sums)
    }
}

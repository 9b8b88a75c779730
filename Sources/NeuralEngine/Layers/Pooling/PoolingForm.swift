/// What pooling layers are described with.
struct PoolingForm: Sendable, Hashable {
    let kind: String
    let axes: PictureAxes
    let pooling: Pooling
    let window: ConvolutionWindow

    var code: String {
        func length(_ size: Size2D) -> String { axes == .one ? String(size.width) : size.code }
        let parts = [
            window.size.width == 2 && window.size.height == (axes == .one ? 1 : 2)
                ? nil : "poolSize: \(length(window.size))",
            window.strides == window.size ? nil : "strides: \(length(window.strides))",
            window.padding == .valid ? nil : "padding: .\(window.padding.rawValue)",
        ]
        return "\(kind)(\(parts.compactMap { $0 }.joined(separator: ", ")))"
    }

    func outputShape(for inputShape: [Int]) throws -> [Int] {
        try axes.check(window.size, "poolSize", of: kind)
        try axes.check(window.strides, "strides", of: kind)
        guard window.padding != .causal else {
            throw EngineError(
                .invalidArgument, "\(kind)'s padding is .causal, which is for Conv1D; expected .valid or .same.")
        }
        let picture = try axes.check(inputShape, for: kind)
        try axes.checkFit(window, in: inputShape, for: kind, name: "poolSize")
        return axes.shape(window.outputSize(for: picture.size), channels: picture.channels)
    }
}

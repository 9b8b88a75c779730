/// A chart that changes in steps and begins anew at the end: an animated SVG, without any script.
///
/// Where nothing moves (in print, in a converter) the last step is seen. The axes are those of all steps together, so that
/// nothing jumps; what does not change is drawn once.
public struct AnimatedChart: Picture {
    /// What stays: title, axes, and the marks under those of the steps.
    public var chart: Chart
    public var frames: [AnimationFrame]
    /// How long a step is seen; 0.05 at least.
    public var secondsPerFrame: Double
    /// How long the last step stays before the first comes again.
    public var pause: Double
    /// Whether it begins anew at the end.
    public var isRepeated: Bool

    public init(
        _ chart: Chart, frames: [AnimationFrame], secondsPerFrame: Double = 0.8, pause: Double = 2.5,
        isRepeated: Bool = true
    ) {
        self.chart = chart
        self.frames = frames
        self.secondsPerFrame = secondsPerFrame
        self.pause = pause
        self.isRepeated = isRepeated
    }

    public var title: String { chart.title }
    public var size: ChartSize { chart.size }
    public var background: Color { chart.background }

    public var textDescription: String {
        guard !frames.isEmpty else { return chart.textDescription }
        var text = chart.textDescription + " Animation of " + NumberText.count(frames.count, "step")
        let captions = frames.map { TextMarkup($0.caption).plain }.filter { !$0.isEmpty }
        if let last = captions.last {
            text += ": " + captions.dropLast().prefix(8).map { $0 + "; " }.joined()
            text += (captions.count > 9 ? "…; " : "") + last
        }
        return text + "."
    }

    public func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double)) {
        let area = Rect(x: origin.x, y: origin.y, width: size.width, height: size.height)
        ChartRenderer(chart, in: area, frames: frames).render(into: &writer, timing: timing)
    }

    private var timing: AnimationTiming {
        AnimationTiming(
            count: frames.count, secondsPerFrame: secondsPerFrame, pause: pause, isRepeated: isRepeated)
    }
}

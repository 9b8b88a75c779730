/// When each step of an animation is seen.
struct AnimationTiming {
    private let count: Int
    private let step: Double
    private let total: Double
    private let isRepeated: Bool

    init(count: Int, secondsPerFrame: Double, pause: Double, isRepeated: Bool) {
        self.count = count
        step = secondsPerFrame.isFinite ? min(max(secondsPerFrame, 0.05), 60) : 0.8
        total = step * Double(count) + (pause.isFinite ? min(max(pause, 0), 60) : 0)
        self.isRepeated = isRepeated
    }

    /// `<g …><animate …/>`: a group that is seen during one step. Without animation, the last one is.
    func beginFrame(_ index: Int, into writer: inout SVGWriter) {
        let isLast = index == count - 1
        guard count > 1 else {
            writer.raw("<g>")
            return
        }
        writer.raw(
            isLast
                ? "<g><animate attributeName=\"visibility\" calcMode=\"discrete\" values=\""
                : "<g visibility=\"hidden\"><animate attributeName=\"visibility\" calcMode=\"discrete\" values=\"")
        if index > 0 { writer.raw("hidden;") }
        writer.raw(isLast ? "visible\" keyTimes=\"0" : "visible;hidden\" keyTimes=\"0")
        if index > 0 { time(Double(index) * step, into: &writer) }
        if !isLast { time(Double(index + 1) * step, into: &writer) }
        writer.raw("\"")
        ending(into: &writer)
    }

    /// A thin bar that grows while the steps go by.
    func drawProgress(in area: Rect, theme: Theme, into writer: inout SVGWriter) {
        guard count > 1 else { return }
        writer.rectangle(Rect(x: area.x, y: area.maxY - 3, width: area.width, height: 3), fill: theme.grid)
        writer.raw("<rect")
        writer.attribute("x", area.x)
        writer.attribute("y", area.maxY - 3)
        writer.attribute("width", area.width)
        writer.raw(" height=\"3\"")
        writer.attribute("fill", theme.axis)
        writer.raw("><animate attributeName=\"width\" calcMode=\"discrete\" values=\"")
        for index in 0..<count {
            if index > 0 { writer.raw(";") }
            writer.number(area.width * Double(index + 1) / Double(count))
        }
        writer.raw("\" keyTimes=\"0")
        for index in 1..<count { time(Double(index) * step, into: &writer) }
        writer.raw("\"")
        ending(into: &writer)
        writer.raw("</rect>")
    }

    private func ending(into writer: inout SVGWriter) {
        writer.openAttribute("dur")
        writer.number(total)
        writer.raw("s\"")
        writer.raw(isRepeated ? " repeatCount=\"indefinite\"/>" : " fill=\"freeze\"/>")
    }

    /// A part of the whole, to the ten thousandth: a step among a thousand must not vanish.
    private func time(_ seconds: Double, into writer: inout SVGWriter) {
        writer.raw(";")
        writer.raw(
            NumberText.decimal(Int((seconds / total * 10_000).rounded()), exponent: -4, trimming: true))
    }
}

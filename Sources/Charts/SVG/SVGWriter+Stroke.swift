extension SVGWriter {
    /// ` stroke-dasharray="…"`, or nothing for a solid line.
    package mutating func dash(_ lengths: [Double]) {
        guard !lengths.isEmpty else { return }
        openAttribute("stroke-dasharray")
        for (index, length) in lengths.enumerated() {
            if index > 0 { raw(" ") }
            number(max(length, 0))
        }
        raw("\"")
    }

    /// A filled rectangle without outline.
    package mutating func rectangle(_ rect: Rect, fill: Color, radius: Double = 0) {
        raw("<rect")
        attribute("x", rect.x)
        attribute("y", rect.y)
        attribute("width", max(rect.width, 0))
        attribute("height", max(rect.height, 0))
        if radius > 0 { attribute("rx", radius) }
        attribute("fill", fill)
        raw("/>")
    }
}

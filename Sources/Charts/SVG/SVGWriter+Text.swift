/// Where a text stands relative to its position.
public enum TextAnchor: String, Sendable, CaseIterable {
    case start, middle, end
}

package struct TextStyle: Sendable {
    package var size: Double
    package var color: Color
    package var anchor = TextAnchor.start
    package var isBold = false
    /// Degrees, clockwise, around the position.
    package var rotation = 0.0
    /// Drawn behind the letters, so that they stay readable on top of data.
    package var halo: Color?

    package init(
        size: Double, color: Color, anchor: TextAnchor = .start, isBold: Bool = false, rotation: Double = 0,
        halo: Color? = nil
    ) {
        self.size = size
        self.color = color
        self.anchor = anchor
        self.isBold = isBold
        self.rotation = rotation
        self.halo = halo
    }
}

extension SVGWriter {
    /// A line of text whose baseline starts, is centred or ends at (`x`, `y`). The font family stands on the root element.
    package mutating func text(_ markup: TextMarkup, x: Double, y: Double, style: TextStyle) {
        raw("<text")
        attribute("x", x)
        attribute("y", y)
        attribute("font-size", style.size)
        attribute("fill", style.color)
        if style.anchor != .start {
            openAttribute("text-anchor")
            raw(style.anchor.rawValue)
            raw("\"")
        }
        // Otherwise renderers drop the blanks at the edges of runs.
        if markup.runs.count > 1 { raw(" xml:space=\"preserve\"") }
        if style.isBold { raw(" font-weight=\"bold\"") }
        if let halo = style.halo {
            attribute("stroke", halo)
            raw(" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"")
        }
        if style.rotation != 0 {
            raw(" transform=\"rotate(")
            number(style.rotation)
            raw(" ")
            number(x)
            raw(" ")
            number(y)
            raw(")\"")
        }
        raw(">")
        var offset = 0.0
        for run in markup.runs { self.run(run, size: style.size, offset: &offset) }
        raw("</text>")
    }

    /// Shifts are steps from the run before, since `dy` moves everything that follows.
    private mutating func run(_ run: TextMarkup.Run, size: Double, offset: inout Double) {
        let target =
            switch run.shift {
            case .none: 0.0
            case .raised: -0.38 * size
            case .lowered: 0.24 * size
            }
        guard run.italic || run.shift != .none || offset != 0 else {
            escaped(run.text)
            return
        }
        raw("<tspan")
        if target != offset { attribute("dy", target - offset) }
        if run.shift != .none { attribute("font-size", size * TextMarkup.shiftedSize) }
        if run.italic { raw(" font-style=\"italic\"") }
        raw(">")
        escaped(run.text)
        raw("</tspan>")
        offset = target
    }
}

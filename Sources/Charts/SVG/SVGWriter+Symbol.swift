extension SVGWriter {
    /// Adds one symbol to the current path.
    package mutating func symbol(_ symbol: Symbol, outline: [Point], radius: Double, at place: Point) {
        switch symbol {
        case .circle, .ring: circle(place.x, place.y, radius: radius)
        case .plus:
            move(place.x - radius, place.y)
            line(place.x + radius, place.y)
            move(place.x, place.y - radius)
            line(place.x, place.y + radius)
        case .cross:
            let half = radius * 0.8
            move(place.x - half, place.y - half)
            line(place.x + half, place.y + half)
            move(place.x - half, place.y + half)
            line(place.x + half, place.y - half)
        default: polygon(outline, at: place.x, place.y)
        }
    }

    /// The paint of a path of symbols: filled ones get a thin rim in the background's colour, which keeps them apart.
    package mutating func symbolPaint(_ symbol: Symbol, color: Color, radius: Double, rim: Color, isHollow: Bool) {
        if symbol.isStroked {
            raw(" fill=\"none\"")
            attribute("stroke", color)
            attribute("stroke-width", symbol == .ring ? 1.6 : max(1, radius * 0.45))
        } else if isHollow {
            attribute("fill", rim)
            attribute("stroke", color)
            attribute("stroke-width", min(max(1, radius * 0.4), 2))
        } else {
            attribute("fill", color)
            attribute("stroke", rim)
            attribute("stroke-width", radius < 2 ? 0.3 : 0.7)
        }
    }
}

/// The box around a surface: its floor and the two walls behind, ticks and labels.
struct SurfaceFrame {
    let chart: SurfaceChart
    let perspective: Perspective
    /// The whole picture.
    let area: Rect
    let heights: ClosedRange<Double>

    private var theme: Theme { chart.theme }
    private var floor: Double { -Perspective.halfHeight }

    private func ticks(_ range: ClosedRange<Double>) -> [(part: Double, tick: Tick)] {
        Ticks.linear(range, target: 5).map {
            ((($0.value - range.lowerBound) / (range.upperBound - range.lowerBound)) * 2 - 1, $0)
        }
    }

    func drawWalls(into writer: inout SVGWriter) {
        let (wallX, wallY) = perspective.backWalls
        let half = Perspective.halfHeight
        let faces: [[(Double, Double, Double)]] = [
            [(-1, -1, floor), (1, -1, floor), (1, 1, floor), (-1, 1, floor)],
            [(wallX, -1, -half), (wallX, 1, -half), (wallX, 1, half), (wallX, -1, half)],
            [(-1, wallY, -half), (1, wallY, -half), (1, wallY, half), (-1, wallY, half)],
        ]
        writer.beginPath()
        for face in faces {
            writer.polygon(face.map { perspective(SpacePoint(x: $0.0, y: $0.1, z: $0.2)) })
        }
        writer.endPath()
        writer.attribute("fill", theme.background.mixed(with: theme.grid, 0.35))
        writer.attribute("stroke", theme.axis)
        writer.raw(" stroke-width=\".8\" stroke-linejoin=\"round\"/>")
        writer.beginPath()
        func line(_ from: (Double, Double, Double), _ to: (Double, Double, Double)) {
            let start = perspective(SpacePoint(x: from.0, y: from.1, z: from.2))
            let end = perspective(SpacePoint(x: to.0, y: to.1, z: to.2))
            writer.move(start.x, start.y)
            writer.line(end.x, end.y)
        }
        for (x, _) in ticks(chart.grid.x) {
            line((x, -1, floor), (x, 1, floor))
            line((x, wallY, -half), (x, wallY, half))
        }
        for (y, _) in ticks(chart.grid.y) {
            line((-1, y, floor), (1, y, floor))
            line((wallX, y, -half), (wallX, y, half))
        }
        for (part, _) in ticks(heights) {
            let z = part * half
            line((wallX, -1, z), (wallX, 1, z))
            line((-1, wallY, z), (1, wallY, z))
        }
        writer.endPath()
        writer.attribute("stroke", theme.grid.mixed(with: theme.axis, 0.25))
        writer.raw(" stroke-width=\".7\" fill=\"none\"/>")
    }

    func drawLabels(into writer: inout SVGWriter) {
        let (wallX, wallY) = perspective.backWalls
        let middle = perspective(SpacePoint(x: 0, y: 0, z: floor))
        drawAxis(
            ticks(chart.grid.x).map { (SpacePoint(x: $0.part, y: -wallY, z: floor), unlabelled($0, at: wallX)) },
            label: chart.xLabel, at: SpacePoint(x: 0, y: -wallY, z: floor), awayFrom: middle, into: &writer)
        drawAxis(
            ticks(chart.grid.y).map { (SpacePoint(x: -wallX, y: $0.part, z: floor), unlabelled($0, at: wallY)) },
            label: chart.yLabel, at: SpacePoint(x: -wallX, y: 0, z: floor), awayFrom: middle, into: &writer)
        // The upright edge that is farthest to the left is never covered.
        let edges = [(-wallX, wallY), (wallX, -wallY)]
        guard
            let edge = edges.min(by: {
                perspective(SpacePoint(x: $0.0, y: $0.1, z: 0)).x < perspective(SpacePoint(x: $1.0, y: $1.1, z: 0)).x
            })
        else { return }
        let half = Perspective.halfHeight
        let centre = SpacePoint(x: edge.0, y: edge.1, z: 0)
        drawAxis(
            ticks(heights).map { (SpacePoint(x: edge.0, y: edge.1, z: $0.part * half), $0.tick) },
            label: chart.zLabel, at: centre, awayFrom: Point(x: perspective(centre).x + 100, y: perspective(centre).y),
            into: &writer)
    }

    /// At the corner where an upright edge stands, its lowest label has the place.
    private func unlabelled(_ tick: (part: Double, tick: Tick), at end: Double) -> Tick {
        abs(tick.part - end) < 0.07 ? Tick(tick.tick.value, nil) : tick.tick
    }

    private func drawAxis(
        _ ticks: [(SpacePoint, Tick)], label: String, at centre: SpacePoint, awayFrom middle: Point,
        into writer: inout SVGWriter
    ) {
        let place = perspective(centre)
        let (dx, dy) = (place.x - middle.x, place.y - middle.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1)
        let out = Point(x: dx / length, y: dy / length)
        let anchor: TextAnchor = out.x < -0.35 ? .end : out.x > 0.35 ? .start : .middle
        var style = TextStyle(size: ChartLayout.tickSize, color: theme.mutedText, anchor: anchor)
        writer.beginPath()
        for (point, _) in ticks {
            let foot = perspective(point)
            writer.move(foot.x, foot.y)
            writer.line(foot.x + out.x * 4, foot.y + out.y * 4)
        }
        writer.endPath()
        writer.attribute("stroke", theme.axis)
        writer.raw("/>")
        var widest = 0.0
        for (point, tick) in ticks {
            guard let text = tick.label else { continue }
            let foot = perspective(point)
            let markup = TextMarkup(text)
            widest = max(widest, markup.width(size: ChartLayout.tickSize))
            writer.text(
                markup, x: foot.x + out.x * 7, y: foot.y + out.y * 8 + ChartLayout.tickSize * (0.36 + 0.36 * out.y),
                style: style)
        }
        style.size = ChartLayout.labelSize
        style.color = theme.text
        let distance = 14 + widest * abs(out.x) + 14 * abs(out.y)
        if abs(out.x) > 0.95 {  // beside an upright edge
            style.anchor = .middle
            style.rotation = -90
        }
        let markup = TextMarkup(label)
        var x = place.x + out.x * (distance + 4)
        if style.rotation == 0 {
            // A long name moves inwards rather than being cut at the picture's edge.
            let width = markup.width(size: style.size)
            let left = x - (style.anchor == .end ? width : style.anchor == .middle ? width / 2 : 0)
            x += max(area.x + 4 - left, 0) - max(left + width - area.maxX + 4, 0)
        }
        writer.text(
            markup, x: x,
            y: place.y + out.y * (distance + 4) + ChartLayout.labelSize * 0.36, style: style)
    }
}

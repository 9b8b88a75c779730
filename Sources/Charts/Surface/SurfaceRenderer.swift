/// Draws a surface: the walls behind it, then its patches and paths from the farthest to the nearest, then the labels.
struct SurfaceRenderer {
    let chart: SurfaceChart
    let area: Rect
    let perspective: Perspective
    private let heights: ClosedRange<Double>
    private let legend: Legend
    private let top: Double

    /// More patches than these along a side cannot be told apart.
    private static let mostPatches = 70

    init(_ chart: SurfaceChart, in area: Rect) {
        self.chart = chart
        self.area = area
        let marks = chart.paths.enumerated().map { index, path -> (any Mark, SeriesStyle) in
            (
                LineMark(
                    x: [], y: [], label: path.label, color: path.color ?? Self.color(index, chart.theme), width: 2.4),
                SeriesStyle(color: chart.theme.text, symbol: .circle)
            )
        }
        legend = Legend(
            marks: marks, maxWidth: area.width * 0.5, maxHeight: 200,
            lineWidth: area.width - 2 * ChartLayout.padding)
        let titleHeight =
            (chart.title.isEmpty ? 0 : ChartLayout.titleSize + 6)
            + (chart.subtitle == nil ? 0 : ChartLayout.subtitleSize + 5)
        top = area.y + ChartLayout.padding + titleHeight
        let legendHeight = legend.isEmpty ? 0 : legend.height + 4
        let box = Rect(
            x: area.x + 62, y: top + legendHeight + 8, width: area.width - 124,
            height: max(area.maxY - top - legendHeight - 62, 40))
        perspective = Perspective(azimuth: chart.azimuth, elevation: chart.elevation, fitting: box)
        var range = chart.zRange ?? ColorScale.range(of: chart.grid.values) ?? 0...1
        if range.upperBound <= range.lowerBound {
            let room = max(abs(range.lowerBound) * 0.1, 0.5)
            range = (range.lowerBound - room)...(range.lowerBound + room)
        }
        heights = range
    }

    /// The palette without its first colour, which is lost among the blues and greens of the surface.
    private static func color(_ index: Int, _ theme: Theme) -> Color { theme.palette.color(index + 1) }

    func render(into writer: inout SVGWriter) {
        drawTitles(into: &writer)
        let frame = SurfaceFrame(chart: chart, perspective: perspective, area: area, heights: heights)
        frame.drawWalls(into: &writer)
        var pieces =
            patches()
            + chart.paths.enumerated().flatMap { index, path in
                lines(path, color: path.color ?? Self.color(index, chart.theme))
            }
        // A stable order: pieces of the same distance stay in the order in which they were made.
        pieces = pieces.enumerated().sorted {
            ($0.element.distance, $1.offset) > ($1.element.distance, $0.offset)
        }.map(\.element)
        // The rims close the hairlines between neighbours, and are a faint net.
        writer.raw(
            "<g stroke-linejoin=\"round\" stroke-linecap=\"round\" stroke=\"#000\" stroke-opacity=\".16\" stroke-width=\".6\">"
        )
        for piece in pieces { draw(piece, into: &writer) }
        writer.raw("</g>")
        for (index, path) in chart.paths.enumerated() {
            drawThrough(path, color: path.color ?? Self.color(index, chart.theme), into: &writer)
        }
        frame.drawLabels(into: &writer)
        legend.draw(
            at: Point(x: area.x + ChartLayout.padding, y: top + 2), theme: chart.theme, isBoxed: false, into: &writer)
    }

    private func drawTitles(into writer: inout SVGWriter) {
        let x = area.x + ChartLayout.padding
        var y = area.y + ChartLayout.padding
        if !chart.title.isEmpty {
            y += ChartLayout.titleSize - 1
            let markup = TextMarkup(chart.title)
            let fitted =
                markup.runs.count > 1
                ? markup
                : TextMarkup(
                    TextMetrics.ellipsised(
                        chart.title, width: area.width - 2 * ChartLayout.padding, size: ChartLayout.titleSize,
                        bold: true))
            writer.text(
                fitted, x: x, y: y,
                style: TextStyle(size: ChartLayout.titleSize, color: chart.theme.text, isBold: true))
            y += 5
        }
        guard let subtitle = chart.subtitle else { return }
        writer.text(
            TextMarkup(
                TextMetrics.ellipsised(
                    subtitle, width: area.width - 2 * ChartLayout.padding, size: ChartLayout.subtitleSize)),
            x: x, y: y + ChartLayout.subtitleSize,
            style: TextStyle(size: ChartLayout.subtitleSize, color: chart.theme.mutedText))
    }

    // MARK: - Pieces

    private struct Piece {
        var corners: [Point]
        var distance: Double
        var color: Color
        var isLine = false
    }

    private func space(_ x: Double, _ y: Double, _ z: Double) -> SpacePoint {
        SpacePoint(
            x: 2 * (x - chart.grid.x.lowerBound) / (chart.grid.x.upperBound - chart.grid.x.lowerBound) - 1,
            y: 2 * (y - chart.grid.y.lowerBound) / (chart.grid.y.upperBound - chart.grid.y.lowerBound) - 1,
            z: (2 * part(z) - 1) * Perspective.halfHeight)
    }

    /// Heights outside of the range are cut off at it.
    private func part(_ z: Double) -> Double {
        min(max((z - heights.lowerBound) / (heights.upperBound - heights.lowerBound), 0), 1)
    }

    private func patches() -> [Piece] {
        let grid = chart.grid
        func kept(_ count: Int) -> [Int] {
            let patches = min(count - 1, Self.mostPatches)
            return (0...patches).map { $0 * (count - 1) / patches }
        }
        let (columns, rows) = (kept(grid.columns), kept(grid.rows))
        var pieces: [Piece] = []
        for (row, nextRow) in zip(rows, rows.dropFirst()) {
            for (column, nextColumn) in zip(columns, columns.dropFirst()) {
                let places = [(column, row), (nextColumn, row), (nextColumn, nextRow), (column, nextRow)]
                let values = places.map { grid.values[$0.1 * grid.columns + $0.0] }
                // One with a corner that has no value has no place.
                guard values.allSatisfy(\.isFinite) else { continue }
                let whole = zip(places, values).map { (grid.x(ofColumn: $0.0), grid.y(ofRow: $0.1), $1) }
                let corners = cut(whole).map { space($0.0, $0.1, $0.2) }
                guard corners.count > 2 else { continue }
                let middle = (
                    corners.reduce(0) { $0 + $1.x } / Double(corners.count),
                    corners.reduce(0) { $0 + $1.y } / Double(corners.count)
                )
                let height = corners.reduce(0) { $0 + $1.z } / Double(corners.count) / Perspective.halfHeight / 2 + 0.5
                let color = chart.colors.color(height)
                let shade = Self.shade(whole.map { space($0.0, $0.1, $0.2) })
                pieces.append(
                    Piece(
                        corners: corners.map { perspective($0) },
                        distance: perspective.groundDistance(middle.0, middle.1),
                        color: color.mixed(with: Color(shade < 0 ? 0x000000 : 0xFFFFFF), abs(shade))))
            }
        }
        return pieces
    }

    /// The part of a patch between the lowest and the highest height (Sutherland and Hodgman 1974).
    private func cut(_ patch: [(Double, Double, Double)]) -> [(Double, Double, Double)] {
        var corners = patch
        for (limit, sign) in [(heights.upperBound, 1.0), (heights.lowerBound, -1)] {
            guard corners.contains(where: { ($0.2 - limit) * sign > 0 }) else { continue }
            let ring = corners
            corners = []
            for (index, corner) in ring.enumerated() {
                let next = ring[(index + 1) % ring.count]
                let (here, there) = ((corner.2 - limit) * sign, (next.2 - limit) * sign)
                if here <= 0 { corners.append(corner) }
                if (here > 0) != (there > 0) {
                    let part = here / (here - there)
                    corners.append(
                        (corner.0 + (next.0 - corner.0) * part, corner.1 + (next.1 - corner.1) * part, limit))
                }
            }
        }
        return corners
    }

    /// Light from the upper left makes slopes visible: −0.28 (darker) to 0.12 (lighter).
    private static func shade(_ corners: [SpacePoint]) -> Double {
        let first = (
            x: corners[2].x - corners[0].x, y: corners[2].y - corners[0].y, z: corners[2].z - corners[0].z
        )
        let second = (
            x: corners[3].x - corners[1].x, y: corners[3].y - corners[1].y, z: corners[3].z - corners[1].z
        )
        let normal = (
            x: first.y * second.z - first.z * second.y, y: first.z * second.x - first.x * second.z,
            z: first.x * second.y - first.y * second.x
        )
        let length = (normal.x * normal.x + normal.y * normal.y + normal.z * normal.z).squareRoot()
        guard length > 0 else { return 0 }
        let light = (x: -0.35, y: 0.45, z: 0.82)
        let lambert = (normal.x * light.x + normal.y * light.y + normal.z * light.z) / length
        return -0.28 + 0.4 * max(lambert, 0)
    }

    /// The path, cut into pieces shorter than a patch, so that hills hide what is behind them.
    private func lines(_ path: SurfacePath, color: Color) -> [Piece] {
        var pieces: [Piece] = []
        var previous: (x: Double, y: Double)?
        for (x, y) in zip(path.x, path.y) {
            defer { previous = chart.grid.x.contains(x) && chart.grid.y.contains(y) ? (x, y) : nil }
            guard let start = previous, let end = inside(x, y) else { continue }
            let span = max(
                abs(end.x - start.x) / (chart.grid.x.upperBound - chart.grid.x.lowerBound),
                abs(end.y - start.y) / (chart.grid.y.upperBound - chart.grid.y.lowerBound))
            let count = min(max(Int((span * 60).rounded(.up)), 1), 60)
            for step in 0..<count {
                let (from, to) = (Double(step) / Double(count), Double(step + 1) / Double(count))
                let ends = [from, to].compactMap { part in
                    lifted(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
                }
                guard ends.count == 2 else { continue }
                let distance = perspective.groundDistance((ends[0].x + ends[1].x) / 2, (ends[0].y + ends[1].y) / 2)
                // In front of the patch on which it lies.
                pieces.append(
                    Piece(
                        corners: ends.map { perspective($0) }, distance: distance - 0.07, color: color, isLine: true))
            }
        }
        return pieces
    }

    private func inside(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
        chart.grid.x.contains(x) && chart.grid.y.contains(y) ? (x, y) : nil
    }

    /// On the surface, and a hair above it.
    private func lifted(_ x: Double, _ y: Double) -> SpacePoint? {
        guard let z = chart.grid.value(x, y) else { return nil }
        var point = space(x, y, z)
        point.z += 0.012
        return point
    }

    private func draw(_ piece: Piece, into writer: inout SVGWriter) {
        writer.beginPath()
        if piece.isLine {
            writer.move(piece.corners[0].x, piece.corners[0].y)
            writer.line(piece.corners[1].x, piece.corners[1].y)
            writer.endPath()
            writer.attribute("stroke", piece.color)
            writer.raw(" stroke-width=\"2.4\" stroke-opacity=\"1\"/>")
        } else {
            writer.polygon(piece.corners)
            writer.endPath()
            writer.attribute("fill", piece.color)
            writer.raw("/>")
        }
    }

    /// What hills hide of a path shines through; a ring where it begins, a dot where it ends.
    private func drawThrough(_ path: SurfacePath, color: Color, into writer: inout SVGWriter) {
        let places = zip(path.x, path.y).compactMap { inside($0, $1) }.compactMap { lifted($0.x, $0.y) }
            .map { perspective($0) }
        guard let first = places.first, let last = places.last else { return }
        writer.beginPath()
        writer.move(first.x, first.y)
        for place in places.dropFirst() { writer.line(place.x, place.y) }
        writer.endPath()
        writer.raw(" fill=\"none\" stroke-width=\"1.6\" stroke-opacity=\".5\" stroke-linejoin=\"round\"")
        writer.attribute("stroke", color)
        writer.raw("/>")
        for (point, isEnd) in [(first, false), (last, true)] {
            writer.beginPath()
            writer.circle(point.x, point.y, radius: isEnd ? 4.5 : 3.5)
            writer.endPath()
            writer.attribute("fill", isEnd ? color : chart.theme.background)
            writer.attribute("stroke", isEnd ? chart.theme.background : color)
            writer.raw(" stroke-width=\"1.4\"/>")
        }
    }
}

/// Where the parts of a chart stand, computed from the measured text.
package struct ChartLayout: Sendable {
    package var plot: Rect
    package var x: ScaleTransform
    package var y: ScaleTransform
    package var xTicks: [Tick]
    package var yTicks: [Tick]
    package var titleLines: [String]
    /// The widest label of the vertical axis has so much room; longer ones are shortened.
    package var yLabelWidth = 0.0
    /// The room of upright names under the horizontal axis; nothing: they lie.
    package var uprightLabels: Double?

    package static let padding = 14.0
    package static let titleSize = 15.0
    package static let subtitleSize = 12.0
    package static let tickSize = 11.0
    package static let labelSize = 12.5
    package static let tickLength = 4.0

    /// - Parameters:
    ///   - reserved: Pixels kept free right of the plot and above it, for a legend.
    package init(_ chart: Chart, in area: Rect, reserved: (right: Double, top: Double)) {
        titleLines = Self.wrapped(chart.title, width: area.width - 2 * Self.padding)
        var top = area.y + Self.padding + Double(titleLines.count) * (Self.titleSize + 4)
        if chart.subtitle != nil { top += Self.subtitleSize + 5 }
        top += (titleLines.isEmpty && chart.subtitle == nil ? 0 : 6) + reserved.top
        var bottom = area.maxY - Self.padding
        let right = area.maxX - Self.padding - reserved.right
        let (xAxis, yAxis) = (chart.horizontalAxis, chart.verticalAxis)
        if !xAxis.isHidden {
            if xAxis.label != nil { bottom -= Self.labelSize + 6 }
            if xAxis.ticks != .none { bottom -= Self.tickSize + Self.tickLength + 5 }
        }
        bottom = max(bottom, top + 20)
        var (xExtent, yExtent) = (DataExtent(), DataExtent())
        for mark in chart.marks {
            xExtent.formUnion(mark.xExtent)
            yExtent.formUnion(mark.yExtent)
        }
        var xDomain = Self.domain(xAxis, xExtent)
        var yDomain = Self.domain(yAxis, yExtent)
        let labelled = !yAxis.isHidden && yAxis.label != nil ? Self.labelSize + 8 : 0
        var left = area.x + Self.padding + labelled
        if chart.hasEqualScales {
            Self.equalise(
                &xDomain, &yDomain, width: right - left - (yAxis.isHidden ? 0 : 30), height: bottom - top)
        }
        yTicks = Self.verticalTicks(yAxis, yDomain, height: bottom - top)
        if !yAxis.isHidden {
            let widest = yTicks.compactMap(\.label).map { TextMarkup($0).width(size: Self.tickSize) }.max() ?? 0
            yLabelWidth = min(widest, area.width * 0.3)
            left += yLabelWidth + (yAxis.ticks == .none ? 2 : Self.tickLength + 4)
        }
        let width = max(right - left, 20)
        uprightLabels = Self.uprightRoom(xAxis, width: width, height: bottom - top)
        if let uprightLabels {
            bottom -= uprightLabels - Self.tickSize
            yTicks = Self.verticalTicks(yAxis, yDomain, height: bottom - top)
        }
        if chart.hasEqualScales {
            Self.equalise(&xDomain, &yDomain, width: width, height: bottom - top)
            yTicks = Self.verticalTicks(yAxis, yDomain, height: bottom - top)
        }
        xTicks = Self.horizontalTicks(xAxis, xDomain, width: width, isUpright: uprightLabels != nil)
        plot = Rect(x: left.rounded(), y: top.rounded(), width: width.rounded(.down), height: (bottom - top).rounded())
        x = ScaleTransform(scale: xAxis.scale, domain: xDomain, start: plot.x, end: plot.maxX)
        y = ScaleTransform(scale: yAxis.scale, domain: yDomain, start: plot.maxY, end: plot.y)
        makeRoomForLastLabel(xAxis, limit: area.maxX - reserved.right - 3)
    }

    /// The label under the last tick is centred there: half of it may stand out, but not beyond the picture.
    private mutating func makeRoomForLastLabel(_ axis: Axis, limit: Double) {
        guard !axis.isHidden, let last = xTicks.last(where: { $0.label != nil }), let label = last.label else { return }
        guard uprightLabels == nil else { return }
        let excess = x(last.value) + TextMarkup(label).width(size: Self.tickSize) / 2 - limit
        guard excess > 0, excess < plot.width / 2 else { return }
        plot.width -= excess.rounded(.up)
        x = ScaleTransform(scale: axis.scale, domain: x.domain, start: plot.x, end: plot.maxX)
    }

    private static func domain(_ axis: Axis, _ extent: DataExtent) -> ClosedRange<Double> {
        if case .categories(let names) = axis.ticks, axis.range == nil, !names.isEmpty {
            return -0.5...(Double(names.count) - 0.5)
        }
        return extent.domain(for: axis)
    }

    package static func ticks(_ axis: Axis, _ domain: ClosedRange<Double>, target: Int) -> [Tick] {
        switch axis.ticks {
        case .none: return []
        case .values(let ticks): return ticks.filter { domain.contains($0.value) }
        case .categories(let names): return names.enumerated().map { Tick(Double($0.offset), $0.element) }
        case .automatic, .integers:
            return axis.scale == .log
                ? Ticks.logarithmic(domain, target: target)
                : Ticks.linear(domain, target: target, integers: axis.ticks == .integers)
        }
    }

    /// Where names have no room below each other, every second, third … is written.
    private static func verticalTicks(_ axis: Axis, _ domain: ClosedRange<Double>, height: Double) -> [Tick] {
        let ticks = ticks(axis, domain, target: max(height < 70 ? 2 : 3, Int(height / 46)))
        guard case .categories(let names) = axis.ticks, !names.isEmpty else { return ticks }
        let slot = height / Double(names.count)
        let stride = max(1, Int((13 / max(slot, 0.5)).rounded(.up)))
        return ticks.enumerated().map { $0.offset % stride == 0 ? $0.element : Tick($0.element.value, nil) }
    }

    /// Names that would be shortened much when they lie stand upright, if the plot is high enough: the room that they take.
    private static func uprightRoom(_ axis: Axis, width: Double, height: Double) -> Double? {
        guard case .categories(let names) = axis.ticks, !axis.isHidden, names.count > 3 else { return nil }
        let widest = names.map { TextMarkup($0).width(size: tickSize) }.max() ?? 0
        guard widest > width / Double(names.count) - 6, widest > 2 * tickSize, height > 160 else { return nil }
        return min(widest, height * 0.3) + 2
    }

    /// As many ticks as have room for their labels side by side; names are shortened instead.
    private static func horizontalTicks(
        _ axis: Axis, _ domain: ClosedRange<Double>, width: Double, isUpright: Bool
    ) -> [Tick] {
        if case .categories(let names) = axis.ticks, isUpright {
            let stride = max(1, Int((13 * Double(names.count) / max(width, 1)).rounded(.up)))
            return names.enumerated().map { Tick(Double($0.offset), $0.offset % stride == 0 ? $0.element : nil) }
        }
        if case .categories(let names) = axis.ticks {
            let slot = width / Double(max(names.count, 1)) - 6
            // Where even a short name has no room, every second, third … is written.
            let stride = max(1, Int((22 / max(slot, 0.5)).rounded(.up)))
            return names.enumerated().map { index, name in
                let label = TextMetrics.ellipsised(name, width: slot * Double(stride), size: tickSize)
                return Tick(Double(index), index % stride == 0 ? label : nil)
            }
        }
        // A small multiple has room for three, as long as their labels are short.
        var target = max(3, Int(width / 70))
        while true {
            let ticks = ticks(axis, domain, target: target)
            let labels = ticks.compactMap(\.label)
            let needed = labels.reduce(0) { $0 + TextMarkup($1).width(size: tickSize) + 18 }
            if needed <= width || target <= 1 || axis.ticks == .none { return ticks }
            if case .values = axis.ticks { return ticks }
            target -= 1
        }
    }

    /// Widens the domain of the axis with more pixels a unit.
    private static func equalise(
        _ x: inout ClosedRange<Double>, _ y: inout ClosedRange<Double>, width: Double, height: Double
    ) {
        let xUnit = (x.upperBound - x.lowerBound) / max(width, 1)
        let yUnit = (y.upperBound - y.lowerBound) / max(height, 1)
        func widened(_ range: ClosedRange<Double>, to span: Double) -> ClosedRange<Double> {
            let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
            return (middle - span / 2)...(middle + span / 2)
        }
        if xUnit < yUnit { x = widened(x, to: yUnit * width) } else { y = widened(y, to: xUnit * height) }
    }

    /// At most two lines, broken at a space.
    private static func wrapped(_ title: String, width: Double) -> [String] {
        guard !title.isEmpty else { return [] }
        if TextMarkup(title).width(size: titleSize, bold: true) <= width { return [title] }
        var first = ""
        var rest = title[...]
        while let space = rest.dropFirst().firstIndex(of: " ") {
            let candidate = first + rest[..<space]
            if TextMetrics.width(of: candidate, size: titleSize, bold: true) > width { break }
            first = candidate
            rest = rest[space...]
        }
        guard !first.isEmpty else {
            return [TextMetrics.ellipsised(title, width: width, size: titleSize, bold: true)]
        }
        let second = String(rest.drop { $0 == " " })
        return [first, TextMetrics.ellipsised(second, width: width, size: titleSize, bold: true)]
    }
}

import Charts
import NeuralEngine

extension Chart {
    /// A network's layers as blocks with arrows between, from the inputs on the left to the outputs on the right. A block is as
    /// high as the logarithm of how many numbers it hands on, so that a bottleneck is seen; coloured ones have weights.
    static func blocks(of model: Model, theme: Theme) throws -> Chart {
        var blocks = LayerBlock.blocks(of: model)
        guard blocks.count <= 41 else {
            throw PlotError(
                "\(model.name) has \(blocks.count - 1) blocks, more than can be read in a diagram; see its summary().")
        }
        wrap(&blocks)
        let columns = (blocks.map(\.column).max() ?? 0) + 1
        let width = blockWidth(columns: columns)
        let top = (blocks.map(\.row).max() ?? 0) + (hasDetour(blocks) ? 0.68 : 0.46)
        let bottom = (blocks.map(\.row).min() ?? 0) - 0.58
        let heights = heights(of: blocks)
        let flow = blocks.map { "\($0.heading) \(shapeText($0.shape))" }.joined(separator: " → ")
        return Chart(
            title: networkTitle(model), subtitle: "\(groupedText(model.parameterCount)) parameters",
            description: "Layers: \(flow)"
        ) {
            for block in blocks {
                for source in block.sources { arrow(from: blocks[source], to: block, theme: theme) }
            }
            for (block, height) in zip(blocks, heights) {
                marks(of: block, width: width, height: height, theme: theme)
            }
        }
        .xAxis(range: -0.5...(Double(columns) - 0.5))
        .yAxis(range: bottom...top)
        .axesHidden()
        .legend(.hidden)
        .size(width: max(Double(columns) * width, 360), height: (top - bottom) * 180 + 60)
        .theme(theme)
    }

    /// A block in pixels, with the room to the next: narrower where several would be wider than a notebook shows.
    private static func blockWidth(columns: Int) -> Double {
        min(116, max(82, (ChartGrid.notebookWidth / Double(columns)).rounded(.down)))
    }

    /// A row of more than nine blocks goes on in a further row, as text does; a graph with branches stays as it is.
    private static func wrap(_ blocks: inout [LayerBlock]) {
        let isChain = blocks.indices.allSatisfy { $0 == 0 ? blocks[0].sources.isEmpty : blocks[$0].sources == [$0 - 1] }
        guard isChain, blocks.count > 9 else { return }
        let rows = (blocks.count + 8) / 9
        let columns = (blocks.count + rows - 1) / rows
        for index in blocks.indices {
            blocks[index].column = index % columns
            blocks[index].row = -rowDistance * Double(index / columns)
        }
    }

    /// From one row of a long network to the next: room for a block, the lines of text below it, and the arrow between.
    private static let rowDistance = 1.15
    private static let half = 0.3

    /// Whether an arrow passes a column, so that it needs a way around.
    private static func hasDetour(_ blocks: [LayerBlock]) -> Bool {
        blocks.contains { block in block.sources.contains { block.column - blocks[$0].column > 1 } }
    }

    /// Half of each block's height, in rows.
    private static func heights(of blocks: [LayerBlock]) -> [Double] {
        let sizes = DataExtent(blocks.map { Mathematics.log10(Double($0.size)) })
        return blocks.map { block in
            guard sizes.upper > sizes.lower else { return 0.15 }
            return 0.05 + 0.19 * (Mathematics.log10(Double(block.size)) - sizes.lower) / (sizes.upper - sizes.lower)
        }
    }

    /// Straight to the next column; to the beginning of the next row; else over what stands between.
    private static func arrow(from source: LayerBlock, to target: LayerBlock, theme: Theme) -> [any Mark] {
        let start = (x: Double(source.column) + half, y: source.row)
        let end = (x: Double(target.column) - half, y: target.row)
        if target.column <= source.column {
            let between = source.row - rowDistance * 0.56
            return [
                LineMark(
                    x: [start.x, start.x + 0.17, start.x + 0.17, end.x - 0.15, end.x - 0.15],
                    y: [start.y, start.y, between, between, end.y], color: theme.axis, width: 1.6),
                SegmentMark.arrow(
                    fromX: end.x - 0.15, y: end.y, toX: end.x, y: end.y, color: theme.axis, width: 1.6),
            ]
        }
        guard target.column - source.column > 1 else {
            return [SegmentMark.arrow(fromX: start.x, y: start.y, toX: end.x, y: end.y, color: theme.axis, width: 1.6)]
        }
        let over = max(source.row, target.row) + 0.6
        let before = (x: end.x - 0.12, y: end.y + 0.12)
        return [
            LineMark(
                x: [start.x, start.x + 0.12, start.x + 0.12, before.x, before.x],
                y: [start.y, start.y, over, over, before.y], color: theme.axis, width: 1.6),
            SegmentMark.arrow(fromX: before.x, y: before.y, toX: end.x, y: end.y, color: theme.axis, width: 1.6),
        ]
    }

    private static func marks(of block: LayerBlock, width: Double, height: Double, theme: Theme) -> [any Mark] {
        let x = Double(block.column)
        let (low, high) = (block.row - height, block.row + height)
        let color = color(of: block, theme: theme)
        func text(_ words: String, at y: Double, up: Double, size: Double, muted: Bool = false, bold: Bool = false)
            -> TextMark
        {
            TextMark(
                words, x: x, y: y, color: muted ? theme.mutedText : nil, size: size, anchor: .middle, offset: (0, up),
                isBold: bold)
        }
        var marks: [any Mark] = [
            RectangleMark(
                x: [(x - half)...(x + half)], y: [low...high], color: color, isHollow: block.sources.isEmpty)
        ]
        let heading = brokenHeading(block.heading, width: width - 10)
        for (line, words) in heading.enumerated() {
            marks.append(text(words, at: high, up: 7 + 13 * Double(heading.count - 1 - line), size: 11, bold: true))
        }
        marks.append(text(shapeText(block.shape), at: low, up: -16, size: 12))
        if let activation = block.activation {
            marks.append(text(activation, at: low, up: -31, size: 11, muted: true))
        }
        if block.parameters > 0 {
            let up = block.activation == nil ? -31.0 : -45
            let words = [groupedText(block.parameters), "parameters"]
            let isWide = TextMetrics.width(of: words.joined(separator: " "), size: 10) > width - 4
            for (line, words) in (isWide ? words : [words.joined(separator: " ")]).enumerated() {
                marks.append(text(words, at: low, up: up - 12 * Double(line), size: 10, muted: true))
            }
        }
        return marks
    }

    private static func shapeText(_ shape: [Int]) -> String {
        shape.isEmpty ? "1" : shape.map(String.init).joined(separator: " × ")
    }

    /// Inputs are outlined, layers without weights grey; the others have a colour for each family.
    private static func color(of block: LayerBlock, theme: Theme) -> Color {
        func isOne(of words: [String]) -> Bool { words.contains { block.heading.contains($0) } }
        if block.sources.isEmpty { return theme.mutedText }
        if isOne(of: ["Conv"]) { return theme.palette.color(1) }
        if isOne(of: ["RNN", "LSTM", "GRU"]) { return theme.palette.color(2) }
        if isOne(of: ["Attention", "Transformer", "Embedding"]) { return theme.palette.color(3) }
        return block.parameters > 0 ? theme.palette.color(0) : theme.mutedText.mixed(with: theme.background, 0.5)
    }

    /// A long name in two lines, broken before the capital letter that leaves the shortest ones.
    private static func brokenHeading(_ name: String, width limit: Double) -> [String] {
        func width(_ text: some StringProtocol) -> Double { TextMetrics.width(of: text, size: 11, bold: true) }
        guard width(name) > limit else { return [name] }
        let breaks = name.indices.dropFirst().filter { index in
            name[index].isUppercase && name[name.index(before: index)].isLowercase
        }
        let best = breaks.min { first, second in
            max(width(name[..<first]), width(name[first...])) < max(width(name[..<second]), width(name[second...]))
        }
        guard let best else { return [name] }
        return [String(name[..<best]), String(name[best...])]
    }
}

extension BarMark {
    /// Bars side by side at 0, 1, 2 …: one mark for each series.
    public static func groups(_ series: [(label: String, heights: [Double])], width: Double = 0.8) -> [BarMark] {
        let size = width / Double(max(series.count, 1))
        return series.enumerated().map { index, part in
            let offset = (Double(index) + 0.5) * size - width / 2
            return BarMark(
                x: part.heights.indices.map { Double($0) + offset }, height: part.heights, width: size,
                label: part.label)
        }
    }
}

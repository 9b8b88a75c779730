/// A short text in the middle of a coloured cell, black or white by what can be read on it better.
public struct CellTextMark: Mark {
    public var text: String
    public var size: Double
    private let color: Color
    private let x: Double
    private let y: Double

    /// - Parameter color: That of the cell.
    public init(_ text: String, x: Double, y: Double, on color: Color, size: Double = 12) {
        self.text = text
        self.x = x
        self.y = y
        self.size = size
        self.color =
            [Color(0x1F2328), Color(0xFFFFFF)].max { $0.contrast(with: color) < $1.contrast(with: color) } ?? color
    }

    public var xExtent: DataExtent { DataExtent(CollectionOfOne(x)) }
    public var yExtent: DataExtent { DataExtent(CollectionOfOne(y)) }

    public func draw(on canvas: inout Canvas) {
        guard let place = canvas.place(x, y) else { return }
        canvas.writer.text(
            TextMarkup(text), x: place.x, y: place.y + size * 0.36,
            style: TextStyle(size: size, color: color, anchor: .middle))
    }
}

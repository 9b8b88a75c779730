/// Something that draws itself as one SVG document, and tells in words what it shows.
public protocol Picture: Sendable {
    var title: String { get }
    var size: ChartSize { get }
    /// What the picture shows, with its key numbers: the text form beside the SVG.
    var textDescription: String { get }
    /// The colour behind everything.
    var background: Color { get }
    /// Draws everything but the root element, the title and the background, inside of `size`.
    func draw(into writer: inout SVGWriter, at origin: (x: Double, y: Double))
}

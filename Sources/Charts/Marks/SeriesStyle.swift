/// What a series looks like where its mark does not say it: the next colour of the palette, symbol and hatch.
public struct SeriesStyle: Sendable, Equatable {
    public var color: Color
    public var symbol: Symbol
    /// The dashes of a line that has no colour of its own.
    public var dash: [Double]
    /// The lines across an area that has no colour of its own.
    public var hatch: Hatch?

    package init(color: Color, symbol: Symbol, dash: [Double] = [], hatch: Hatch? = nil) {
        self.color = color
        self.symbol = symbol
        self.dash = dash
        self.hatch = hatch
    }
}

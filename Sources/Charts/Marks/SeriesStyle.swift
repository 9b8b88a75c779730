/// What a series looks like where its mark does not say it: the next colour of the palette and the next symbol.
public struct SeriesStyle: Sendable, Equatable {
    public var color: Color
    public var symbol: Symbol
    /// The dashes of a line that has no colour of its own.
    public var dash: [Double]

    package init(color: Color, symbol: Symbol, dash: [Double] = []) {
        self.color = color
        self.symbol = symbol
        self.dash = dash
    }
}

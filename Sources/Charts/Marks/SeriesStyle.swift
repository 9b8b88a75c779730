/// What a series looks like where its mark does not say it: the next colour of the palette and the next symbol.
public struct SeriesStyle: Sendable, Equatable {
    public var color: Color
    public var symbol: Symbol

    package init(color: Color, symbol: Symbol) {
        self.color = color
        self.symbol = symbol
    }
}

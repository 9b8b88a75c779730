/// The small picture beside a name in the legend.
public enum LegendSwatch: Sendable, Equatable {
    case line(Color, width: Double, dash: [Double])
    case symbol(Symbol, Color, isHollow: Bool)
    case fill(Color, opacity: Double, hatch: Hatch? = nil)
}

import Charts

/// Times as a person reads them while waiting.
enum DurationText {
    /// "0.4 ms", "340 ms", "4.2 s", "38 s", "2 min 05 s", "1 h 12 min".
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let value = Double(seconds) + Double(attoseconds) * 1e-18
        guard value >= 0 else { return "0 s" }
        switch value {
        case ..<0.000_05: return "0 ms"
        case ..<0.00995: return NumberText.decimal(Int((value * 10_000).rounded()), exponent: -1) + " ms"
        case ..<0.9995: return "\(Int((value * 1000).rounded())) ms"
        case ..<9.95: return NumberText.decimal(Int((value * 10).rounded()), exponent: -1) + " s"
        case ..<59.5: return "\(Int(value.rounded())) s"
        case ..<3599.5:
            let whole = Int(value.rounded())
            return "\(whole / 60) min \(padded(whole % 60)) s"
        default:
            let minutes = Int((value / 60).rounded())
            return "\(minutes / 60) h \(padded(minutes % 60)) min"
        }
    }

    private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

/// Dashes by which lines differ beside their colours.
public enum LineDash {
    /// The dashes of the line `index`: none for the first. In grey all colours of the palette but black look nearly the same, to
    /// readers who see no blue the third colour is like the first, and to those who see no red or no green the fifth like the second.
    public static func automatic(_ index: Int) -> [Double] {
        guard index > 0 else { return [] }
        return [[8, 3.5], [2, 3], [10, 3, 2, 3], [5, 2]][(index - 1) % 4]
    }
}

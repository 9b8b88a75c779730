/// Dashes by which lines differ beside their colours.
public enum LineDash {
    /// The dashes of the line `index`: none for the first three, whose colours differ for everybody. To readers who see no red or no
    /// green the fourth colour is like the third, and the fifth like the second.
    public static func automatic(_ index: Int) -> [Double] {
        guard index > 2 else { return [] }
        return [[8, 4], [2, 4], [9, 4, 2, 4], [5, 3]][(index - 3) % 4]
    }
}

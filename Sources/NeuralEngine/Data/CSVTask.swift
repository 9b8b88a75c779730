/// What the target column of a CSV file is.
public enum CSVTask: String, Sendable, CaseIterable {
    /// Classes when a value is text, or all are whole numbers from 0 without a gap; otherwise numbers.
    case automatic
    /// Every distinct value is a class, in alphabetical (or numerical) order.
    case classification
    /// Numbers to be predicted.
    case regression
}

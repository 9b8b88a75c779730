/// Collects the marks written between a chart's braces.
@resultBuilder
public enum MarkBuilder {
    public static func buildExpression(_ mark: some Mark) -> [any Mark] { [mark] }
    public static func buildExpression(_ marks: [any Mark]) -> [any Mark] { marks }
    public static func buildBlock(_ parts: [any Mark]...) -> [any Mark] { parts.flatMap(\.self) }
    public static func buildOptional(_ part: [any Mark]?) -> [any Mark] { part ?? [] }
    public static func buildEither(first part: [any Mark]) -> [any Mark] { part }
    public static func buildEither(second part: [any Mark]) -> [any Mark] { part }
    public static func buildArray(_ parts: [[any Mark]]) -> [any Mark] { parts.flatMap(\.self) }
    public static func buildLimitedAvailability(_ part: [any Mark]) -> [any Mark] { part }
}

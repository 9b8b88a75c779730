/// What one step of an animation adds to the chart that stays.
public struct AnimationFrame: Sendable {
    /// Written under the title while the step is shown.
    public var caption: String
    public var marks: [any Mark]

    public init(caption: String = "", @MarkBuilder _ marks: () throws -> [any Mark]) rethrows {
        self.caption = caption
        self.marks = try marks()
    }
}

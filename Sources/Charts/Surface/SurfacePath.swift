/// A way over a surface, such as that of gradient descent: places of the plane below it.
public struct SurfacePath: Sendable {
    public var label: String?
    /// Nothing: the next colour of the theme's palette.
    public var color: Color?
    public var x: [Double]
    public var y: [Double]

    /// Places outside of the surface, and those that are not finite, are left out.
    public init(x: [Double], y: [Double], label: String? = nil, color: Color? = nil) {
        self.x = x
        self.y = y
        self.label = label
        self.color = color
    }
}

/// Positions at the four edges of a picture, to add or to cut off.
struct Margins: Sendable, Hashable {
    let top: Int
    let bottom: Int
    let left: Int
    let right: Int

    /// As written in Swift behind a label.
    func code(_ label: String) -> String {
        if top == bottom, left == right {
            return "\(label): \(Size2D(height: top, width: left).code)"
        }
        return "top: \(top), bottom: \(bottom), left: \(left), right: \(right)"
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` when one is negative.
    func check(for kind: String) throws {
        for (name, count) in [("top", top), ("bottom", bottom), ("left", left), ("right", right)] {
            guard count >= 0 else {
                throw EngineError(.invalidArgument, "\(kind)'s \(name) margin is \(count), expected 0 or more.")
            }
            try SizeLimits.check(count, "\(name) margin", of: kind)
        }
    }

    /// A picture's size with these margins around it, or without them when `sign` is −1.
    func applied(to size: Size2D, sign: Int) -> Size2D {
        Size2D(height: size.height + sign * (top + bottom), width: size.width + sign * (left + right))
    }
}

/// An output on the screen that can be replaced.
///
/// ```swift
/// let line = display(.text("step 0"))
/// for step in 1...10 { line.update(.text("step \(step)")) }
/// ```
public struct DisplayHandle: Sendable, Hashable {
    /// The `display_id` of the output.
    public let id: String

    /// Replaces what the output shows. Clients expect the same forms as before.
    public func update(_ value: some Displayable) {
        DisplayCenter.sink.show(value.mimeBundle, kind: .update(id: id))
    }
}

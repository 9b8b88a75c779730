/// What a command runs in.
struct LabContext {
    let session: LabSession
    /// The names of the Swift cells.
    let names: [SwiftName]
}

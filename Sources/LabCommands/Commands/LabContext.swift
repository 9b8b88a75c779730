import Display

/// What a command runs in.
struct LabContext {
    let session: LabSession
    /// The names of the Swift cells.
    let names: [SwiftName]
    let output: LabOutput

    func say(_ text: String) { output.say(text) }

    func show(_ bundle: MIMEBundle) { output.show(bundle) }

    /// A table, as text and as HTML.
    func show(_ table: TextTable) { output.show(MIMEBundle(text: table.text, [.html: table.html])) }

    /// Swift source, coloured where the client can.
    func show(code: String) { output.show(MIMEBundle(text: code, [.markdown: "```swift\n\(code)\n```"])) }
}

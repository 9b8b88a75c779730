import Display

/// Swift source in a cell's output, coloured where the client can.
enum SwiftListing {
    static func show(_ code: String) {
        display(MIMEBundle(text: code, [.markdown: "```swift\n\(code)\n```"]))
    }
}

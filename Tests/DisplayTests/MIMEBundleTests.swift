import Display
import Testing

@Suite struct MIMEBundleTests {
    @Test(arguments: [
        (MIMEBundle.text("a"), ["text/plain": "a"]),
        (.html("<b>x</b> &amp; <i>y</i>"), ["text/plain": "x & y", "text/html": "<b>x</b> &amp; <i>y</i>"]),
        // No tag at all, and one that is never closed.
        (.html("plain"), ["text/plain": "plain", "text/html": "plain"]),
        (.html("a <b"), ["text/plain": "a", "text/html": "a <b"]),
        (.html("<p></p>", text: "nothing"), ["text/plain": "nothing", "text/html": "<p></p>"]),
        (.markdown("**x**"), ["text/plain": "**x**", "text/markdown": "**x**"]),
        (.latex("x^2"), ["text/plain": "x^2", "text/latex": "$\\displaystyle x^2$"]),
        (.latex("$x$"), ["text/plain": "$x$", "text/latex": "$x$"]),
        (.svg("<svg/>"), ["text/plain": "SVG picture", "image/svg+xml": "<svg/>"]),
        (
            .svg("<svg><title id='a'>Loss</title><desc>falls</desc></svg>"),
            ["text/plain": "Loss. falls", "image/svg+xml": "<svg><title id='a'>Loss</title><desc>falls</desc></svg>"]
        ),
        (.json(["b": 1, "a": 2]), ["text/plain": "{\n  \"a\" : 2,\n  \"b\" : 1\n}"]),
        (.json([Double.nan, .infinity]), ["text/plain": "[\n  \"NaN\",\n  \"Infinity\"\n]"]),
    ])
    func contentsHaveTheirFormsAndText(bundle: MIMEBundle, expected: [String: String]) {
        for (type, text) in expected { #expect(bundle.data[type] == text) }
        #expect(bundle.data["text/plain"] != nil)
    }

    @Test(arguments: [
        ([] as [UInt8], ""), ([77], "TQ=="), ([77, 97], "TWE="), ([77, 97, 110], "TWFu"),
        ([255, 254, 253, 0], "//79AA=="),
    ])
    func pixelsAreBase64(bytes: [UInt8], expected: String) {
        #expect(MIMEBundle.png(bytes).representations[.png] == expected)
    }

    @Test func aPNGSaysItsSize() {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header: [UInt8] = [0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 44, 0, 0, 0, 200]
        let bundle = MIMEBundle.png(signature + header)
        #expect(bundle.text == "PNG picture, 300 × 200 pixels")
        #expect(bundle.metadata[.png] == #"{"width": 300, "height": 200}"#)
    }

    @Test func whatCannotBeJSONSaysWhy() {
        struct Stubborn: Encodable {
            struct Reason: Error {}
            func encode(to encoder: any Encoder) throws { throw Reason() }
        }
        let bundle = MIMEBundle.json(Stubborn())
        #expect(bundle.text.contains("Stubborn cannot be written as JSON"))
        #expect(bundle.representations.isEmpty)
    }
}

import Foundation

/// The font of formulas, a part of STIX Math (see `Resources/README.md`).
///
/// A browser stretches brackets and roots only with a font that says how, and phones have none.
enum MathFont {
    /// The font as a rule of CSS; empty where the file is not there: the page then takes a font of the reader's system.
    static let rule: String = {
        guard let file, let bytes = try? Data(contentsOf: file) else { return "" }
        return """
            /* A part of the STIX fonts, (c) STI Pub Companies, under the SIL Open Font License 1.1 (scripts.sil.org/OFL). */
            @font-face { font-family: "Cuaderno Math"; src: url(data:font/woff2;base64,\(bytes.base64EncodedString())) format("woff2"); }

            """
    }()

    /// SwiftPM puts a module's files beside the program; in a test, beside the tests.
    private static var file: URL? {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let folders =
            [URL(fileURLWithPath: program).deletingLastPathComponent()]
            + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return folders.map { $0.appendingPathComponent("cuaderno_Notebooks.resources/Resources/math.woff2") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}

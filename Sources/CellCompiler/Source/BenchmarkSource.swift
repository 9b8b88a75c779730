import SwiftParser
import SwiftSyntax

/// What `%bench` makes of Swift: a closure that is run many times, in one segment with the lines of the original.
public enum BenchmarkSource {
    /// - Parameters:
    ///   - text: the student's text.
    ///   - loops: runs a sample; 0 finds out how many are enough.
    ///   - samples: how many samples.
    public static func text(of text: String, loops: Int, samples: Int) -> String {
        let waits = CellAnalyzer.analyze(text).hasTopLevelAwait
        let head = "try \(waits ? "await " : "")__cuadernoBench(loops: \(loops), samples: \(samples)) {"
        var bytes = Array(text.utf8)
        let statements = Parser.parse(source: text).statements
        // The value is used, or the optimiser would leave out what makes it. A closure of one expression returns it anyway.
        if statements.count > 1, let last = statements.last?.item, case .expr(let value) = last {
            bytes.insert(contentsOf: "return ".utf8, at: value.positionAfterSkippingLeadingTrivia.utf8Offset)
        }
        return "\(head) \(String(decoding: bytes, as: UTF8.self))\n}"
    }

    /// Whether the text would be optimised if it stood in a cell.
    public static func deservesOptimisation(_ text: String) -> Bool {
        CellAnalyzer.analyze(text).deservesOptimisation
    }
}

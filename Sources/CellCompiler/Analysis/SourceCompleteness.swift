import SwiftParser
import SwiftSyntax

/// Whether a cell can be run as it stands; consoles ask at every line.
public enum SourceCompleteness: Equatable, Sendable {
    /// It can be run.
    case complete
    /// More is to come, indented like this.
    case incomplete(indent: String)
    /// No continuation can make it right.
    case invalid

    /// Judges the source by its parse alone.
    public static func of(_ source: String) -> SourceCompleteness {
        for segment in CellSplitter.segments(of: source) {
            guard case .swift(let text, _) = segment else { continue }
            let tree = Parser.parse(source: text)
            guard tree.hasError else { continue }
            let end = tree.statements.lastToken(viewMode: .sourceAccurate)?.endPositionBeforeTrailingTrivia
            let visitor = MissingVisitor(end: end ?? tree.endPosition)
            visitor.walk(tree)
            guard visitor.isMissingAtEnd, !visitor.isBrokenBefore else { return .invalid }
            return .incomplete(indent: indent(after: text))
        }
        return .complete
    }

    private static func indent(after text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let last = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return "" }
        let blanks = String(last.prefix { $0 == " " || $0 == "\t" })
        let opens = last.last { !$0.isWhitespace }.map { "{([".contains($0) } ?? false
        return opens ? blanks + "    " : blanks
    }
}

/// Tells a source that stops too early from one that is wrong.
private final class MissingVisitor: SyntaxVisitor {
    private let end: AbsolutePosition
    private(set) var isMissingAtEnd = false
    private(set) var isBrokenBefore = false

    init(end: AbsolutePosition) {
        self.end = end
        super.init(viewMode: .all)
    }

    override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
        if token.presence == .missing {
            if token.position >= end { isMissingAtEnd = true } else { isBrokenBefore = true }
        }
        return .skipChildren
    }

    override func visit(_ node: UnexpectedNodesSyntax) -> SyntaxVisitorContinueKind {
        isBrokenBefore = true
        return .skipChildren
    }
}

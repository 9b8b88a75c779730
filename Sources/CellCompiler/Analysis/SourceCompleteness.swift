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
        let segments = CellSplitter.segments(of: source)
        if case .command = segments.last, LineContinuation.goesOn(source) {
            return .incomplete(indent: "    ")
        }
        for segment in segments {
            guard case .swift(let text, _) = segment else { continue }
            let tree = Parser.parse(source: text)
            guard tree.hasError else { continue }
            let visitor = MissingVisitor(of: tree)
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
final class MissingVisitor: SyntaxVisitor {
    /// True where something is missing at the source's end.
    static func isIncomplete(_ tree: SourceFileSyntax) -> Bool {
        MissingVisitor(of: tree).isMissingAtEnd
    }

    private let end: AbsolutePosition
    private(set) var isMissingAtEnd = false
    private(set) var isBrokenBefore = false

    init(of tree: SourceFileSyntax) {
        end =
            tree.statements.lastToken(viewMode: .sourceAccurate)?.endPositionBeforeTrailingTrivia ?? tree.endPosition
        super.init(viewMode: .all)
        walk(tree)
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

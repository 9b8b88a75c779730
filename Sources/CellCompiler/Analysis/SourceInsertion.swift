import SwiftSyntax

/// Text that the generated source has at a place of the segment.
public struct SourceInsertion: Hashable, Sendable {
    /// Why the text is there.
    public enum Purpose: Hashable, Sendable {
        /// Reports that a variable has its value.
        case bind
        /// Shows the value of the last expression.
        case show
        /// What the language needs, whatever else is left out.
        case essential
    }

    /// The offset in UTF-8 bytes.
    public var offset: Int
    /// What is inserted.
    public var text: String
    /// Why.
    public var purpose: Purpose
}

extension CellAnalysis {
    mutating func insert(_ text: String, at position: AbsolutePosition, for purpose: SourceInsertion.Purpose) {
        insertions.append(SourceInsertion(offset: position.utf8Offset, text: text, purpose: purpose))
    }

    /// Text before a node.
    mutating func insert(
        _ text: String, before node: some SyntaxProtocol, for purpose: SourceInsertion.Purpose = .essential
    ) {
        insert(text, at: node.positionAfterSkippingLeadingTrivia, for: purpose)
    }

    /// Text behind a node.
    mutating func insert(
        _ text: String, after node: some SyntaxProtocol, for purpose: SourceInsertion.Purpose = .essential
    ) {
        insert(text, at: node.endPositionBeforeTrailingTrivia, for: purpose)
    }

    /// Makes a comment of a node: what is only ever inserted into keeps its lines and columns.
    mutating func hide(_ node: some SyntaxProtocol) {
        insert("/*", before: node)
        insert("*/", after: node)
    }
}

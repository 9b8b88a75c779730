import CCellRuntime
import Foundation

/// An error that nothing caught leaves a cell's top level. Called by the C half, which stands in the place of the run
/// time's `swift_errorInMain`.
@_cdecl("CRDescribeError")
func describeError(_ pointer: UnsafeRawPointer) {
    // An error existential is one word: the box.
    let error = unsafeBitCast(pointer, to: (any Error).self)
    CRErrorLeftCell(pointer, String(describing: type(of: error)), message(of: error))
}

/// What the error says of itself. Runs the cell's code.
private func message(of error: any Error) -> String {
    if let text = (error as? any LocalizedError)?.errorDescription { return text }
    // Foundation's own errors describe themselves with a dump of their contents.
    if type(of: error) is NSError.Type || error is any CustomNSError { return error.localizedDescription }
    return String(describing: error)
}

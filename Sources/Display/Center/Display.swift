/// Shows a value in the cell's output, in the richest form that it has.
///
/// - Returns: a handle that can replace the output later.
@discardableResult
public func display(_ value: some Displayable) -> DisplayHandle {
    let handle = DisplayHandle(id: DisplayCenter.makeIdentifier())
    DisplayCenter.sink.show(value.mimeBundle, kind: .display(id: handle.id))
    return handle
}

/// Removes what the running cell has shown and printed so far.
///
/// - Parameter wait: whether to leave it until the next output comes, so that nothing flickers.
public func clearOutput(wait: Bool = false) {
    DisplayCenter.sink.clear(wait: wait)
}

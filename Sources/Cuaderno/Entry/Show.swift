import Charts
import Display
import LabCommands
import NeuralEngine

/// The value of a cell's last expression.
///
/// One function for all: an overload for `Void` would make the compiler try it on everything, and fail on parameter packs.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoShow<T>(_ value: T) {
    // What `display` returns is on the screen already, and what has no value is not shown.
    guard !(value is DisplayHandle), T.self != Void.self else { return }
    DisplayCenter.sink.show(ResultBundle.of(value), kind: .result)
}

/// Results in the richest form that they have.
enum ResultBundle {
    static func of(_ value: Any) -> MIMEBundle {
        if let bundle = rich(value) { return bundle }
        let text = ValuePrinter.text(of: value)
        return MIMEBundle(text: text)
    }

    private static func rich(_ value: Any) -> MIMEBundle? {
        switch value {
        // The values of most cells, and the fastest to rule out.
        case is String, is Int, is Double, is Bool: nil
        // What is on the screen already is not drawn again.
        case let history as History where LabSession.shared.isShown(history, cell: WorkerConnection.currentCell):
            MIMEBundle(text: history.description)
        case let displayable as any Displayable: displayable.mimeBundle
        case let picture as any Picture: MIMEBundle(picture)
        default: nil
        }
    }
}

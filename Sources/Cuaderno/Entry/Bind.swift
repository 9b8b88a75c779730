import Display
import LabCommands
import WorkerProtocol

/// Tells the session that a top-level variable of a cell has its value.
///
/// - Parameter get: reads the variable; called again whenever a command asks for its present value.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoBind<T>(_ name: StaticString, _ get: @escaping () -> T) {
    let name = name.description
    let type = TypeText.of(T.self)
    LabSession.shared.bind(name, type: type) { get() }
    WorkerConnection.sink?.tell(name, type: type, origin: .swift, summary: ValueSummary.text(of: get()))
}

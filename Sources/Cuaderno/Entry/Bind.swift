import Display
import LabCommands
import WorkerProtocol

/// Tells the session that a top-level variable of a cell has its value.
///
/// - Parameter value: The value. A command that asks for it later gets what the variable's storage holds by then.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoBind<T>(_ name: StaticString, _ value: T) {
    let name = name.description
    guard let storage = WorkerConnection.address(ofVariable: name) else {
        bind(name, ownsMemory: false) { value }
        return
    }
    let variable = VariableStorage.value(of: T.self, in: storage)
    let ownsMemory = !_isPOD(T.self)
    let order = bind(name, ownsMemory: ownsMemory) { variable.pointee }
    if ownsMemory { VariableStorage.note(variable, in: storage, name: name, order: order) }
}

/// As ``__cuadernoBind(_:_:)``, for a variable whose storage holds something else than its value.
///
/// - Parameter get: Reads the variable; called again whenever a command asks for its present value.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoBindReading<T>(_ name: StaticString, _ get: @escaping () -> T) {
    bind(name.description, ownsMemory: false, get)
}

@discardableResult
private func bind<T>(_ name: String, ownsMemory: Bool, _ get: @escaping () -> T) -> Int {
    let type = TypeText.of(T.self)
    let order = LabSession.shared.bind(name, type: type) { get() }
    WorkerConnection.sink?.tell(
        name, type: type, origin: .swift, summary: ValueSummary.text(of: get()), ownsMemory: ownsMemory)
    return order
}

import ArgumentParser
import Display

/// What the kernel asks when somebody inspects a variable: its value, in a few lines. `%help` does not list it.
struct ValueCommand: LabCommand {
    static let example = "%__value x"
    static let configuration = makeConfiguration("__value", "Show a variable's value for the kernel.")

    @Argument(help: "The variable or object.")
    var name: String

    func run(in context: LabContext) throws {
        guard let value = context.session.value(of: name) else { throw LabError("there is no \(name).") }
        guard case .variable(let variable) = value else {
            context.say(value.line.text)
            return
        }
        context.say(ValuePrinter.text(of: variable.get(), elements: 60, characters: 600))
    }
}

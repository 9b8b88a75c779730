/// `%train` for a neuron with a rule of its own.
protocol NeuronTraining {
    func run(_ context: LabContext) throws
    var code: String { get }
}

extension NeuronTraining {
    /// The code of a training by `fit`, which changes what it is called on: what a command made is read-only in Swift.
    static func code(_ call: String, of name: String, type: String, isVariable: Bool) -> String {
        isVariable ? call : "// \(name) has to be a variable of a cell: var \(name) = \(type)()\n" + call
    }

    static func isVariable(_ name: String, _ session: LabSession) -> Bool {
        if case .variable = session.entry(name)?.value { return true }
        return false
    }
}

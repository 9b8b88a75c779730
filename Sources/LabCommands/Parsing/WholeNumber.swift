import ArgumentParser

/// A whole number in a command; negative ones as in ``Number``. Thousands may be grouped: `1_000`.
struct WholeNumber: ExpressibleByArgument, Sendable, Equatable {
    let value: Int

    init(_ value: Int) { self.value = value }

    init?(argument: String) {
        let text = Number.unguarded(argument).filter { $0 != "_" }
        if let value = Int(text) {
            self.value = value
        } else if let value = Double(text), let whole = Int(exactly: value) {
            // 1e4
            self.value = whole
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { String(value) }
}

/// The text form of a value: strings in quotes, nested values as literals would write them, long ones cut with their count.
///
/// Swift's own `String(describing:)` leaves out the quotes, and `String(reflecting:)` puts `Cell7.` in front of every type.
package struct ValuePrinter {
    /// How many elements are printed in all.
    private var elementsLeft: Int
    private let characterLimit: Int
    private var text = ""
    private var depth = 0
    /// The objects being printed: one that holds itself is not printed for ever.
    private var open: Set<ObjectIdentifier> = []

    private static let depthLimit = 12

    /// - Parameters:
    ///   - elements: how many elements of collections are printed, all nested ones counted.
    ///   - characters: how long a string or a description may be.
    package static func text(of value: Any, elements: Int = 1000, characters: Int = 20_000) -> String {
        var printer = ValuePrinter(elementsLeft: elements, characterLimit: characters)
        printer.append(value)
        return printer.text
    }

    private init(elementsLeft: Int, characterLimit: Int) {
        self.elementsLeft = elementsLeft
        self.characterLimit = characterLimit
    }

    private mutating func append(_ value: Any) {
        guard depth < Self.depthLimit else {
            text += "…"
            return
        }
        depth += 1
        defer { depth -= 1 }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        // First of all: a cast of an optional looks at what is inside.
        case .optional: appendOptional(mirror)
        case .collection, .set: appendList(mirror.children, open: "[", close: "]") { $0.append($1.value) }
        case .dictionary where mirror.children.isEmpty: text += "[:]"
        case .dictionary: appendList(mirror.children, open: "[", close: "]") { $0.appendPair($1.value) }
        case .tuple: appendFields(mirror.children)
        default:
            if appendDescribed(value) { return }
            appendReflected(value, mirror)
        }
    }

    private mutating func appendOptional(_ mirror: Mirror) {
        guard let child = mirror.children.first else {
            text += "nil"
            return
        }
        text += "Optional("
        append(child.value)
        text += ")"
    }

    /// A value that says itself how it is written.
    private mutating func appendDescribed(_ value: Any) -> Bool {
        switch value {
        case let string as String: appendQuoted(string)
        case let string as Substring: appendQuoted(String(string))
        case let character as Character: text += character.debugDescription
        case let scalar as Unicode.Scalar: text += scalar.debugDescription
        case let type as Any.Type: text += TypeText.of(type)
        case let described as any CustomStringConvertible: appendCut(described.description)
        case let described as any CustomDebugStringConvertible: appendCut(described.debugDescription)
        case let displayable as any Displayable: appendCut(displayable.mimeBundle.text)
        default: return false
        }
        return true
    }

    private mutating func appendReflected(_ value: Any, _ mirror: Mirror) {
        switch mirror.displayStyle {
        case .enum:
            guard let payload = mirror.children.first, let name = payload.label else {
                text += String(describing: value)
                return
            }
            text += name
            let inner = Mirror(reflecting: payload.value)
            if inner.displayStyle == .tuple {
                appendFields(inner.children)
            } else {
                text += "("
                append(payload.value)
                text += ")"
            }
        case .struct:
            text += TypeText.of(mirror.subjectType)
            appendFields(mirror.children)
        case .class: appendObject(value as AnyObject, mirror)
        default:
            let type = TypeText.of(mirror.subjectType)
            text += type.contains("->") ? "(Function) \(type)" : String(describing: value)
        }
    }

    private mutating func appendObject(_ object: AnyObject, _ mirror: Mirror) {
        text += TypeText.of(mirror.subjectType)
        guard open.insert(ObjectIdentifier(object)).inserted else {
            text += "(…)"
            return
        }
        var children: [Mirror.Child] = []
        var current: Mirror? = mirror
        while let level = current {
            children.insert(contentsOf: level.children, at: 0)
            current = level.superclassMirror
        }
        appendFields(AnyCollection(children))
        open.remove(ObjectIdentifier(object))
    }

    private mutating func appendFields(_ children: Mirror.Children) {
        appendList(children, open: "(", close: ")") { printer, child in
            // The places of a tuple without labels are called .0, .1, …
            if let label = child.label, !label.hasPrefix(".") { printer.text += "\(label): " }
            printer.append(child.value)
        }
    }

    private mutating func appendPair(_ pair: Any) {
        for (index, part) in Mirror(reflecting: pair).children.enumerated() {
            if index > 0 { text += ": " }
            append(part.value)
        }
    }

    private mutating func appendList(
        _ children: Mirror.Children, open: String, close: String, _ each: (inout ValuePrinter, Mirror.Child) -> Void
    ) {
        text += open
        var isFirst = true
        for child in children {
            if !isFirst { text += ", " }
            isFirst = false
            guard elementsLeft > 0, text.utf8.count < characterLimit else {
                text += "… (\(Self.grouped(children.count)) in all)"
                break
            }
            elementsLeft -= 1
            each(&self, child)
        }
        text += close
    }

    private mutating func appendQuoted(_ string: String) {
        guard string.utf8.count > characterLimit else {
            text += string.debugDescription
            return
        }
        text += String(string.prefix(characterLimit)).debugDescription + "… (\(Self.grouped(string.count)) characters)"
    }

    private mutating func appendCut(_ string: String) {
        guard string.utf8.count > characterLimit else {
            text += string
            return
        }
        text += string.prefix(characterLimit) + "… (\(Self.grouped(string.count)) characters)"
    }

    /// 1,000,000
    private static func grouped(_ number: Int) -> String {
        var digits = String(number)
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
            place -= 3
        }
        return digits
    }
}

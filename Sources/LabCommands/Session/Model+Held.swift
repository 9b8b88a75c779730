import NeuralEngine

extension Model {
    /// The network that a value is, or that an optional holds.
    ///
    /// A cast of any value to a class tries its Foundation class as well where a cell has loaded Foundation: an array of
    /// 100 million bytes would become an `NSArray` of as many objects, only to be no network.
    static func held(by value: Any) -> Model? {
        if type(of: value) is AnyClass { return value as? Model }
        return (value as? any Holder)?.content.flatMap { held(by: $0) }
    }
}

/// An optional of whatever type.
private protocol Holder {
    var content: Any? { get }
}

extension Optional: Holder {
    fileprivate var content: Any? { map { $0 as Any } }
}

import NeuralEngine

/// What commands make besides networks, data sets and their histories: something with a line about it.
package protocol LabObject: Sendable, CustomStringConvertible {
    /// What it is, in words, for messages.
    static var kind: String { get }
}

extension KMeans: LabObject {
    package static var kind: String { "clustering" }
}

extension PrincipalComponents: LabObject {
    package static var kind: String { "principal components" }
}

extension SelfOrganizingMap: LabObject {
    package static var kind: String { "self-organizing map" }
}

extension SelfOrganizingMapHistory: LabObject {
    package static var kind: String { "map's history" }
}

extension PocketTrace: LabObject {
    package static var kind: String { "pocket's record" }
}

import NeuralEngine

/// What commands make besides networks, data sets and their histories: something with a line about it.
package protocol LabObject: Sendable, CustomStringConvertible {
    /// What it is, in words, for messages.
    static var kind: String { get }
    /// Which command makes one, for messages.
    static var maker: String { get }
}

extension KMeans: LabObject {
    package static var kind: String { "clustering" }
    package static var maker: String { "%kmeans makes one." }
}

extension PrincipalComponents: LabObject {
    package static var kind: String { "principal components" }
    package static var maker: String { "%pca makes some." }
}

extension SelfOrganizingMap: LabObject {
    package static var kind: String { "self-organizing map" }
    package static var maker: String { "%som makes one." }
}

extension SelfOrganizingMapHistory: LabObject {
    package static var kind: String { "map's history" }
    package static var maker: String { "%som makes one." }
}

extension VariationalAutoencoder: LabObject {
    package static var kind: String { "variational autoencoder" }
    package static var maker: String { "%vae makes one." }
}

extension GAN: LabObject {
    package static var kind: String { "GAN" }
    package static var maker: String { "%gan makes one." }
}

extension MatrixFactorization: LabObject {
    package static var kind: String { "factorization" }
    package static var maker: String { "%factorization makes one." }
}

extension PocketTrace: LabObject {
    package static var kind: String { "pocket's record" }
    package static var maker: String { "%network NAME pocket and %train make one." }
}

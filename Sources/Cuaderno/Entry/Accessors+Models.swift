import LabCommands
public import NeuralEngine

// As in Accessors.swift, for neurons with a rule of their own, clusters, components, maps and models of several networks.

/// The Adaline that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoAdaline(_ name: String) -> Adaline { made { try LabSession.shared.made(name, as: Adaline.self) } }

/// The pocket perceptron that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoPocketPerceptron(_ name: String) -> PocketPerceptron {
    made { try LabSession.shared.made(name, as: PocketPerceptron.self) }
}

/// The record of a pocket perceptron's training that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoPocketTrace(_ name: String) -> PocketTrace {
    made { try LabSession.shared.made(name, as: PocketTrace.self) }
}

/// The clusters that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoKMeans(_ name: String) -> KMeans { made { try LabSession.shared.made(name, as: KMeans.self) } }

/// The principal components that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoPrincipalComponents(_ name: String) -> PrincipalComponents {
    made { try LabSession.shared.made(name, as: PrincipalComponents.self) }
}

/// The self-organizing map that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoSelfOrganizingMap(_ name: String) -> SelfOrganizingMap {
    made { try LabSession.shared.made(name, as: SelfOrganizingMap.self) }
}

/// The record of a self-organizing map's training that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoSelfOrganizingMapHistory(_ name: String) -> SelfOrganizingMapHistory {
    made { try LabSession.shared.made(name, as: SelfOrganizingMapHistory.self) }
}

/// The variational autoencoder that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoVariationalAutoencoder(_ name: String) -> VariationalAutoencoder {
    made { try LabSession.shared.made(name, as: VariationalAutoencoder.self) }
}

/// The GAN that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoGAN(_ name: String) -> GAN {
    made { try LabSession.shared.made(name, as: GAN.self) }
}

/// The factorization that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoMatrixFactorization(_ name: String) -> MatrixFactorization {
    made { try LabSession.shared.made(name, as: MatrixFactorization.self) }
}

/// The Adaline takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: Adaline) { LabSession.shared.assign(name, value) }

/// The pocket perceptron takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: PocketPerceptron) { LabSession.shared.assign(name, value) }

/// The record takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: PocketTrace) { LabSession.shared.assign(name, value) }

/// The clusters take the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: KMeans) { LabSession.shared.assign(name, value) }

/// The components take the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: PrincipalComponents) { LabSession.shared.assign(name, value) }

/// The map takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: SelfOrganizingMap) { LabSession.shared.assign(name, value) }

/// The record takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: SelfOrganizingMapHistory) {
    LabSession.shared.assign(name, value)
}

/// The variational autoencoder takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: VariationalAutoencoder) { LabSession.shared.assign(name, value) }

/// The GAN takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: GAN) { LabSession.shared.assign(name, value) }

/// The factorization takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: MatrixFactorization) { LabSession.shared.assign(name, value) }

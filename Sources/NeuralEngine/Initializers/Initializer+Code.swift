extension Initializer {
    /// How it is written in Swift: `.heNormal`, `.constant(0.1)`.
    var code: String {
        func text(_ number: Float) -> String { compactText(Double(number)) }
        return switch self {
        case .glorotUniform: ".glorotUniform"
        case .glorotNormal: ".glorotNormal"
        case .heUniform: ".heUniform"
        case .heNormal: ".heNormal"
        case .lecunNormal: ".lecunNormal"
        case .lecunUniform: ".lecunUniform"
        case .varianceScaling(let scale, let mode, let distribution):
            ".varianceScaling(scale: \(text(scale)), mode: .\(mode.rawValue), distribution: .\(distribution.rawValue))"
        case .orthogonal: ".orthogonal"
        case .identity: ".identity"
        case .zeros: ".zeros"
        case .ones: ".ones"
        case .constant(let value): ".constant(\(text(value)))"
        case .uniform(let limit): ".uniform(limit: \(text(limit)))"
        case .randomUniform(let minimum, let maximum):
            ".randomUniform(minimum: \(text(minimum)), maximum: \(text(maximum)))"
        case .normal(let deviation): ".normal(deviation: \(text(deviation)))"
        case .randomNormal(let mean, let deviation):
            ".randomNormal(mean: \(text(mean)), deviation: \(text(deviation)))"
        case .truncatedNormal(let mean, let deviation):
            ".truncatedNormal(mean: \(text(mean)), deviation: \(text(deviation)))"
        case .scaled(let base, let factor): ".scaled(\(base.code), by: \(text(factor)))"
        case .parts(let parts): ".parts([" + parts.map(\.code).joined(separator: ", ") + "])"
        }
    }

    /// `kernelInitializer: .heNormal`, for a layer's code; nil for the one that the layer begins with when nothing is said.
    func code(_ label: String, usual: Initializer) -> String? { self == usual ? nil : "\(label): \(code)" }
}

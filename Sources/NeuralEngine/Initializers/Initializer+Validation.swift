extension Initializer {
    /// - Throws: ``EngineError/Code/invalidArgument`` when its numbers make no sense, or it cannot begin such a parameter.
    func validate(_ parameter: ParameterSpecification) throws {
        func check(_ holds: Bool, _ text: @autoclosure () -> String) throws {
            guard holds else {
                throw EngineError(.invalidArgument, "The initializer of \(parameter.name) \(text()).")
            }
        }
        switch self {
        case .constant(let value): try check(value.isFinite, "is the constant \(value), which is no finite number")
        case .uniform(let limit):
            try check(limit >= 0 && limit.isFinite, "is uniform in ±\(limit); expected 0 or more, such as 0.05")
        case .randomUniform(let minimum, let maximum):
            try check(
                minimum.isFinite && maximum.isFinite && minimum <= maximum,
                "is uniform from \(minimum) to \(maximum); expected two numbers in rising order")
        case .normal(let deviation):
            try check(deviation >= 0 && deviation.isFinite, "has the deviation \(deviation); expected 0 or more")
        case .randomNormal(let mean, let deviation), .truncatedNormal(let mean, let deviation):
            try check(
                mean.isFinite && deviation >= 0 && deviation.isFinite,
                "has the mean \(mean) and the deviation \(deviation); expected finite numbers, the second 0 or more")
        case .varianceScaling(let scale, _, _):
            try check(
                scale > 0 && scale.isFinite, "scales variances by \(scale); expected a positive number, such as 2")
        case .identity:
            try check(
                parameter.shape.count == 2,
                "is an identity matrix, but \(parameter.name) has shape \(shapeText(parameter.shape))")
        case .orthogonal:
            try check(
                parameter.shape.count >= 2,
                "is an orthogonal matrix, but \(parameter.name) has shape \(shapeText(parameter.shape))")
        case .scaled(let base, let factor):
            try check(factor.isFinite, "is scaled by \(factor), which is no finite number")
            try base.validate(parameter)
        case .parts(let parts):
            try check(
                !parts.isEmpty && (parameter.shape.last ?? 1).isMultiple(of: parts.count),
                "has \(parts.count) parts, which do not divide the last axis of shape \(shapeText(parameter.shape))")
            for part in parts { try part.validate(parameter) }
        case .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunNormal, .lecunUniform, .zeros, .ones: break
        }
    }
}

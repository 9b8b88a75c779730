import NeuralEngine

/// The arguments of a call, taken one by one.
struct CodeArguments {
    let owner: String
    private var rest: [CodeValue.Argument]
    let block: [CodeValue]

    init(_ owner: String, _ arguments: [CodeValue.Argument], block: [CodeValue] = []) {
        self.owner = owner
        rest = arguments
        self.block = block
    }

    /// The value behind a label, or the first without one; nil when it is left out.
    mutating func value(_ label: String?) -> CodeValue? {
        guard let place = rest.firstIndex(where: { $0.label == label }) else { return nil }
        return rest.remove(at: place).value
    }

    mutating func int(_ label: String?) throws -> Int? {
        guard let value = value(label) else { return nil }
        guard case .number(let number) = value, let whole = Int(exactly: number) else {
            throw wrong(label, "a whole number")
        }
        return whole
    }

    mutating func double(_ label: String?) throws -> Double? {
        guard let value = value(label) else { return nil }
        guard case .number(let number) = value else { throw wrong(label, "a number") }
        return number
    }

    mutating func float(_ label: String?) throws -> Float? { try double(label).map { Float($0) } }

    mutating func flag(_ label: String?) throws -> Bool? {
        guard let value = value(label) else { return nil }
        guard case .flag(let flag) = value else { throw wrong(label, "true or false") }
        return flag
    }

    mutating func lengths(_ label: String?) throws -> [Int]? {
        guard let value = value(label) else { return nil }
        guard case .list(let elements) = value else { throw wrong(label, "a list of whole numbers") }
        return try elements.map {
            guard case .number(let number) = $0, let whole = Int(exactly: number) else {
                throw wrong(label, "a list of whole numbers")
            }
            return whole
        }
    }

    mutating func size(_ label: String?) throws -> Size2D? {
        guard let value = value(label) else { return nil }
        if case .number(let number) = value, let whole = Int(exactly: number) { return Size2D(whole) }
        guard case .list(let elements) = value, elements.count == 2, case .number(let height) = elements[0],
            case .number(let width) = elements[1], let high = Int(exactly: height), let wide = Int(exactly: width)
        else { throw wrong(label, "one length or [height, width]") }
        return Size2D(height: high, width: wide)
    }

    mutating func choice<Choice: RawRepresentable<String>>(_ label: String?, _ type: Choice.Type) throws -> Choice? {
        guard let value = value(label) else { return nil }
        guard case .member(let name, let arguments) = value, arguments.isEmpty, let choice = Choice(rawValue: name)
        else {
            throw wrong(label, "one of the names that there are")
        }
        return choice
    }

    mutating func layer(_ label: String?, depth: Int = 0) throws -> (any Layer)? {
        try value(label).map { try LayerCode.layer($0) }
    }

    /// - Throws: ``CodeProblem`` when something was given that nobody asked for.
    func finish() throws {
        if let first = rest.first {
            throw CodeProblem(
                text: "\(owner) has no argument \(first.label.map { "'\($0)'" } ?? "without a label") here")
        }
    }

    /// A value that has to be there.
    func needed<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw CodeProblem(text: "\(owner) lacks its \(name)") }
        return value
    }

    func wrong(_ label: String?, _ expected: String) -> CodeProblem {
        CodeProblem(text: "\(owner)'s \(label ?? "first argument") is not \(expected)")
    }
}

extension CodeArguments {
    mutating func activation(_ label: String?) throws -> ActivationFunction? {
        guard let value = value(label) else { return nil }
        guard case .member(let name, let arguments) = value else { throw wrong(label, "an activation such as .tanh") }
        if arguments.isEmpty, let function = ActivationFunction(name: name) { return function }
        var inner = CodeArguments(".\(name)", arguments)
        let function: ActivationFunction
        switch name {
        case "relu":
            function = .relu(
                negativeSlope: try inner.float("negativeSlope") ?? 0, maxValue: try inner.float("maxValue"),
                threshold: try inner.float("threshold") ?? 0)
        case "leakyRelu": function = .leakyRelu(negativeSlope: try inner.float("negativeSlope") ?? 0.2)
        case "elu": function = .elu(alpha: try inner.float("alpha") ?? 1)
        case "celu": function = .celu(alpha: try inner.float("alpha") ?? 1)
        case "gelu": function = .gelu(approximate: try inner.flag("approximate") ?? false)
        case "hardShrink": function = .hardShrink(threshold: try inner.float("threshold") ?? 0.5)
        case "softShrink": function = .softShrink(threshold: try inner.float("threshold") ?? 0.5)
        case "squareplus": function = .squareplus(b: try inner.float("b") ?? 4)
        case "threshold":
            function = .threshold(
                try inner.needed(inner.float(nil), "threshold"),
                defaultValue: try inner.needed(inner.float("defaultValue"), "defaultValue"))
        default: throw CodeProblem(text: "there is no activation .\(name)")
        }
        try inner.finish()
        return function
    }

    mutating func initializer(_ label: String?) throws -> Initializer? {
        guard let value = value(label) else { return nil }
        return try Self.initializer(value, of: owner)
    }

    private static func initializer(_ value: CodeValue, of owner: String) throws -> Initializer {
        guard case .member(let name, let arguments) = value else {
            throw CodeProblem(text: "\(owner)'s initializer is not one such as .heNormal")
        }
        let plain: [String: Initializer] = [
            "glorotUniform": .glorotUniform, "glorotNormal": .glorotNormal, "heUniform": .heUniform,
            "heNormal": .heNormal, "lecunNormal": .lecunNormal, "lecunUniform": .lecunUniform,
            "orthogonal": .orthogonal, "identity": .identity, "zeros": .zeros, "ones": .ones,
        ]
        if arguments.isEmpty, let initializer = plain[name] { return initializer }
        var inner = CodeArguments(".\(name)", arguments)
        let initializer: Initializer
        switch name {
        case "constant": initializer = .constant(try inner.needed(inner.float(nil), "number"))
        case "uniform": initializer = .uniform(limit: try inner.needed(inner.float("limit"), "limit"))
        case "normal": initializer = .normal(deviation: try inner.needed(inner.float("deviation"), "deviation"))
        case "randomUniform":
            initializer = .randomUniform(
                minimum: try inner.float("minimum") ?? -0.05, maximum: try inner.float("maximum") ?? 0.05)
        case "randomNormal":
            initializer = .randomNormal(
                mean: try inner.float("mean") ?? 0, deviation: try inner.float("deviation") ?? 0.05)
        case "truncatedNormal":
            initializer = .truncatedNormal(
                mean: try inner.float("mean") ?? 0, deviation: try inner.float("deviation") ?? 0.05)
        case "varianceScaling":
            initializer = .varianceScaling(
                scale: try inner.float("scale") ?? 1,
                mode: try inner.choice("mode", Initializer.FanMode.self) ?? .fanIn,
                distribution: try inner.choice("distribution", Initializer.Distribution.self) ?? .truncatedNormal)
        case "scaled":
            let base = try inner.needed(inner.value(nil), "initializer")
            initializer = .scaled(
                try Self.initializer(base, of: owner), by: try inner.needed(inner.float("by"), "factor"))
        case "parts":
            guard case .list(let parts)? = inner.value(nil) else { throw CodeProblem(text: ".parts lacks its list") }
            initializer = .parts(try parts.map { try Self.initializer($0, of: owner) })
        default: throw CodeProblem(text: "there is no initializer .\(name)")
        }
        try inner.finish()
        return initializer
    }

    mutating func regularizer(_ label: String?) throws -> Regularizer? {
        guard let value = value(label) else { return nil }
        guard case .member(let name, let arguments) = value else { throw wrong(label, "a penalty such as .l2(0.01)") }
        var inner = CodeArguments(".\(name)", arguments)
        let regularizer: Regularizer
        switch name {
        case "l1": regularizer = .l1(try inner.float(nil) ?? 0.01)
        case "l2": regularizer = .l2(try inner.float(nil) ?? 0.01)
        case "l1l2": regularizer = .l1l2(l1: try inner.float("l1") ?? 0.01, l2: try inner.float("l2") ?? 0.01)
        default: throw CodeProblem(text: "there is no penalty .\(name)")
        }
        try inner.finish()
        return regularizer
    }

    mutating func constraint(_ label: String?) throws -> WeightConstraint? {
        guard let value = value(label) else { return nil }
        guard case .member(let name, let arguments) = value else {
            throw wrong(label, "a constraint such as .maxNorm(2)")
        }
        var inner = CodeArguments(".\(name)", arguments)
        let constraint: WeightConstraint
        switch name {
        case "maxNorm": constraint = .maxNorm(try inner.float(nil) ?? 2)
        case "unitNorm": constraint = .unitNorm
        case "nonNegative": constraint = .nonNegative
        case "clip": constraint = .clip(try inner.needed(inner.float(nil), "limit"))
        case "minMaxNorm":
            constraint = .minMaxNorm(
                minimum: try inner.float("minimum") ?? 0, maximum: try inner.float("maximum") ?? 1,
                rate: try inner.float("rate") ?? 1)
        default: throw CodeProblem(text: "there is no constraint .\(name)")
        }
        try inner.finish()
        return constraint
    }
}

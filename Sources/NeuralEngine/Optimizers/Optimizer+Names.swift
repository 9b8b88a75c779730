extension Optimizer {
    /// The names that ``init(name:learningRate:)`` takes.
    public static let names = [
        "sgd", "gradientDescent", "momentum", "nesterov", "adagrad", "rmsProp", "adaDelta", "adam", "amsGrad", "adamW",
        "nadam", "adamax", "lion",
    ]

    /// The optimizer of a name, as commands say it, with its usual numbers; momentum and nesterov have μ = 0.9.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` listing the names, when there is none of that name.
    public init(name: String, learningRate: Double? = nil) throws {
        switch name {
        case "sgd", "gradientDescent": self = .sgd()
        case "momentum": self = .sgd(momentum: 0.9)
        case "nesterov": self = .sgd(momentum: 0.9, nesterov: true)
        case "adagrad": self = .adagrad()
        case "rmsProp": self = .rmsProp()
        case "adaDelta": self = .adaDelta()
        case "adam": self = .adam()
        case "amsGrad": self = .adam(amsgrad: true)
        case "adamW": self = .adamW()
        case "nadam": self = .nadam()
        case "adamax": self = .adamax()
        case "lion": self = .lion()
        default:
            throw EngineError(
                .invalidArgument,
                "There is no optimizer \"\(name)\"; there are \(Self.names.joined(separator: ", ")).")
        }
        if let learningRate { self.learningRate = learningRate }
    }

    /// `sgd`, `momentum`, `nesterov`, `adam`, …
    public var name: String {
        switch rule {
        case .descent: "sgd"
        case .momentum(_, let nesterov): nesterov ? "nesterov" : "momentum"
        case .adagrad: "adagrad"
        case .rmsProp: "rmsProp"
        case .adaDelta: "adaDelta"
        case .adam(_, _, _, let amsgrad): weightDecay != 0 ? "adamW" : amsgrad ? "amsGrad" : "adam"
        case .nadam: "nadam"
        case .adamax: "adamax"
        case .lion: "lion"
        }
    }
}

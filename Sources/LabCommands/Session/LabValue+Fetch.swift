import NeuralEngine

extension LabValue {
    /// What a variable holds at present, if it is of a kind that commands know; other variables stay what they are.
    var fetched: LabValue {
        guard case .variable(let variable) = self else { return self }
        let value = variable.get()
        switch value {
        case let dataset as Dataset: return .dataset(dataset, test: nil)
        case let history as History: return .history(history)
        case let perceptron as RosenblattPerceptron: return .perceptron(perceptron)
        case let adaline as Adaline: return .perceptron(adaline)
        case let pocket as PocketPerceptron: return .perceptron(pocket)
        case let trace as PerceptronTrace: return .trace(trace)
        case let result as CrossValidation: return .crossValidation(result)
        case let clusters as KMeans: return .object(clusters)
        case let components as PrincipalComponents: return .object(components)
        case let map as SelfOrganizingMap: return .object(map)
        case let history as SelfOrganizingMapHistory: return .object(history)
        case let trace as PocketTrace: return .object(trace)
        case let factorization as MatrixFactorization: return .object(factorization)
        default:
            // As in Model.held(by:).
            if type(of: value) is AnyClass {
                if let vae = value as? VariationalAutoencoder { return .object(vae) }
                if let gan = value as? GAN { return .object(gan) }
            }
            return Model.held(by: value).map { .network($0, draft: nil) } ?? self
        }
    }

    /// The type that a generated accessor gives the name in Swift; nil for what Swift cannot reach (yet), or has itself.
    var swiftType: String? {
        switch self {
        case .network(let model, _): model is Sequential ? "Sequential" : "Model"
        case .dataset: "Dataset"
        case .history: "History"
        case .perceptron(let classifier): "\(type(of: classifier))"
        case .trace: "PerceptronTrace"
        case .crossValidation: "CrossValidation"
        case .object(let object): "\(type(of: object))"
        case .draft, .variable: nil
        }
    }

    /// The kind in words, for messages.
    var kind: String {
        switch self {
        case .network, .draft: "network"
        case .dataset: "data set"
        case .history: "history"
        case .perceptron(let classifier): type(of: classifier).noun
        case .trace: "perceptron's record"
        case .crossValidation: "cross-validation"
        case .object(let object): type(of: object).kind
        case .variable(let variable): "Swift variable of type \(variable.type)"
        }
    }
}

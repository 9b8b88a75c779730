public import NeuralEngine

extension LabSession {
    /// The network of a name, for generated accessors and commands.
    ///
    /// - Throws: ``LabError`` listing the networks there are.
    public func network(_ name: String) throws -> Model {
        if case .network(let model, _) = value(of: name) { return model }
        let hint = "%network makes one, such as %network clf dense(16, tanh) dense(2, softmax)."
        throw unknown("network", name, hint: hint)
    }

    /// The data set of a name.
    ///
    /// - Throws: ``LabError`` listing the data sets there are.
    public func dataset(_ name: String) throws -> Dataset {
        if case .dataset(let data, _) = value(of: name) { return data }
        throw unknown("data set", name, hint: "%data makes one, such as %data moons --samples 500.")
    }

    /// The history of a name.
    ///
    /// - Throws: ``LabError`` listing the histories there are.
    public func history(_ name: String) throws -> History {
        if case .history(let history) = value(of: name) { return history }
        throw unknown("history", name, hint: "%train makes one.")
    }

    /// The perceptron of a name.
    ///
    /// - Throws: ``LabError`` listing the perceptrons there are.
    public func perceptron(_ name: String) throws -> RosenblattPerceptron {
        if case .perceptron(let classifier) = value(of: name), let perceptron = classifier as? RosenblattPerceptron {
            return perceptron
        }
        throw unknown("perceptron", name, hint: "%network \(name) perceptron makes one.")
    }

    /// The Adaline, pocket perceptron, clustering or other such thing of a name and type.
    ///
    /// - Throws: ``LabError`` listing those there are.
    package func made<Value>(_ name: String, as type: Value.Type) throws -> Value {
        switch value(of: name) {
        case .perceptron(let classifier as Value): return classifier
        case .object(let object as Value): return object
        default: break
        }
        if let type = type as? any LinearClassifier.Type {
            throw unknown(type.noun, name, hint: "%network and %train make one.")
        }
        let kind = (type as? any LabObject.Type)?.kind ?? "\(type)"
        throw unknown(kind, name, hint: (type as? any LabObject.Type)?.maker ?? "Commands make some.")
    }

    /// The record of a perceptron's training.
    ///
    /// - Throws: ``LabError`` listing the records there are.
    public func trace(_ name: String) throws -> PerceptronTrace {
        if case .trace(let trace) = value(of: name) { return trace }
        throw unknown("perceptron's record", name, hint: "%train makes one.")
    }

    /// The cross-validation of a name.
    ///
    /// - Throws: ``LabError`` listing those there are.
    public func crossValidation(_ name: String) throws -> CrossValidation {
        if case .crossValidation(let result) = value(of: name) { return result }
        throw unknown("cross-validation", name, hint: "%train … --folds 5 makes one.")
    }

    /// The tensor that a Swift variable holds.
    ///
    /// - Throws: ``LabError`` when there is no such variable, or it holds something else.
    func tensor(_ name: String) throws -> Tensor {
        if case .variable(let variable) = value(of: name), let tensor = variable.get() as? Tensor { return tensor }
        throw unknown("tensor", name, hint: "A Swift cell makes one, such as let weights = Tensor([1, 0.5, 2]).")
    }

    /// A Swift cell assigned a network to a name that a command made.
    public func assign(_ name: String, _ network: Model) { define(name, .network(network, draft: nil)) }
    /// A Swift cell assigned a data set to a name that a command made.
    public func assign(_ name: String, _ dataset: Dataset) { define(name, .dataset(dataset, test: nil)) }
    /// A Swift cell assigned a history to a name that a command made.
    public func assign(_ name: String, _ history: History) { define(name, .history(history)) }
    /// A Swift cell assigned a perceptron to a name that a command made.
    public func assign(_ name: String, _ perceptron: RosenblattPerceptron) { define(name, .perceptron(perceptron)) }
    /// A Swift cell assigned an Adaline or a pocket perceptron to a name that a command made.
    package func assign(_ name: String, _ classifier: some LinearClassifier) { define(name, .perceptron(classifier)) }
    /// A Swift cell assigned clusters, components, a map or a record to a name that a command made.
    package func assign(_ name: String, _ object: some LabObject) { define(name, .object(object)) }
    /// A Swift cell assigned a training's record to a name that a command made.
    public func assign(_ name: String, _ trace: PerceptronTrace) { define(name, .trace(trace)) }
    /// A Swift cell assigned a cross-validation to a name that a command made.
    public func assign(_ name: String, _ result: CrossValidation) { define(name, .crossValidation(result)) }

    /// Why a name cannot be used: it is something else, or it is not there.
    func unknown(_ kind: String, _ name: String, hint: String) -> LabError {
        if let value = value(of: name) {
            return LabError("\"\(name)\" is no \(kind) but a \(value.kind). \(listing(kind, hint: hint))")
        }
        return .unknown(kind, name, known: names(of: kind), hint: hint)
    }

    /// The names of everything of a kind, oldest first.
    func names(of kind: String) -> [String] {
        entries.filter { $0.value.fetched.kind == kind }.map(\.name)
    }

    private func listing(_ kind: String, hint: String) -> String {
        let known = names(of: kind)
        return known.isEmpty ? hint : "There \(known.count == 1 ? "is" : "are"): \(known.joined(separator: ", "))."
    }
}

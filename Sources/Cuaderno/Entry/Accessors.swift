import LabCommands
public import NeuralEngine

// What a cell reads when it names an object that a command made: the compiler side writes
// `fileprivate var clf: Sequential { __cuadernoSequential("clf") }`.

/// The network that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoSequential(_ name: String) -> Sequential {
    made {
        let model = try LabSession.shared.network(name)
        guard let chain = model as? Sequential else {
            throw EngineError(.invalidArgument, "\"\(name)\" is no Sequential network.")
        }
        return chain
    }
}

/// As ``__cuadernoSequential(_:)``.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoNetwork(_ name: String) -> Sequential { __cuadernoSequential(name) }

/// The data set that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoDataset(_ name: String) -> Dataset { made { try LabSession.shared.dataset(name) } }

/// The history that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoHistory(_ name: String) -> History { made { try LabSession.shared.history(name) } }

/// The perceptron that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoRosenblattPerceptron(_ name: String) -> RosenblattPerceptron {
    made { try LabSession.shared.perceptron(name) }
}

/// The record of a perceptron's training that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoPerceptronTrace(_ name: String) -> PerceptronTrace { made { try LabSession.shared.trace(name) } }

/// The cross-validation that a command made under this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoCrossValidation(_ name: String) -> CrossValidation {
    made { try LabSession.shared.crossValidation(name) }
}

private func made<Value>(_ value: () throws -> Value) -> Value {
    do {
        return try value()
    } catch {
        // The kernel writes accessors only for names that a command bound; a variable's getter cannot throw.
        fatalError("\(error)")
    }
}

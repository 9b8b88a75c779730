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

/// The network that a command made under this name, if it is a graph of layers.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoModel(_ name: String) -> Model { made { try LabSession.shared.network(name) } }

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

// What a cell calls when it assigns to such a name. Inlined into a cell these would name `LabSession`, which cells cannot see.

/// The network takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: Model) { LabSession.shared.assign(name, value) }

/// The data set takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: Dataset) { LabSession.shared.assign(name, value) }

/// The history takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: History) { LabSession.shared.assign(name, value) }

/// The perceptron takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: RosenblattPerceptron) { LabSession.shared.assign(name, value) }

/// The record takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: PerceptronTrace) { LabSession.shared.assign(name, value) }

/// The cross-validation takes the place of the command's object of this name.
// swift-format-ignore: AlwaysUseLowerCamelCase
@_semantics("optimize.no.crossmodule")
public func __cuadernoDefine(_ name: String, _ value: CrossValidation) { LabSession.shared.assign(name, value) }

func made<Value>(_ value: () throws -> Value) -> Value {
    do {
        return try value()
    } catch {
        // The kernel writes accessors only for names that a command bound; a variable's getter cannot throw.
        fatalError("\(error)")
    }
}

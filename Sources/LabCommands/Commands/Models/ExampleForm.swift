import NeuralEngine

/// What `%autoencoder`, `%vae` and `%gan` know of the examples that they learn, and the layers that follow from it.
struct ExampleForm {
    let data: Dataset
    /// An example's shape, as Swift source.
    let shapeCode: String

    var shape: [Int] { data.featureShape }
    var width: Int { shape.reduce(1, *) }
    var isPicture: Bool { shape.count > 1 }
    /// Whether all numbers lie from 0 to 1, as those of pictures do.
    let isUnit: Bool

    /// - Throws: ``LabError`` for texts, whose numbers are names of tokens.
    init(of name: String, _ data: Dataset) throws {
        guard data.tokenizer == nil else {
            throw LabError(
                "\(name) is a text: its numbers are tokens, which have no middle between them. %network \(name)Model gpt is for texts."
            )
        }
        self.data = data
        shapeCode = "\(name).featureShape"
        isUnit = data.features.scalars.allSatisfy { $0 >= 0 && $0 <= 1 }
    }

    /// What stands in front of dense layers.
    var entrance: [any Layer] { isPicture ? [Flatten()] : [] }

    /// From hidden units back to an example, with numbers that examples can have.
    var exit: [any Layer] {
        let dense = Dense(width, activation: isUnit ? .sigmoid : .identity)
        return isPicture ? [dense, Reshape(shape)] : [dense]
    }

    static func hidden(_ units: [Int], _ activation: ActivationFunction = .relu) -> [any Layer] {
        units.map { Dense($0, activation: activation) }
    }
}

import NeuralEngine

/// The networks of Fixtures/make_graph_fixtures.py, by name.
enum GraphNetworks {
    static func model(_ name: String) throws -> Model {
        if let merge = merges[name] { return try merged(by: merge) }
        switch name {
        case "multiplyThree":
            let (x, y) = (Input(shape: [4]), Input(shape: [4]))
            let first = Dense(3, activation: .tanh)(x)
            return try Model(inputs: [x, y], outputs: [Multiply()(first, Dense(3, activation: .tanh)(y), first)])
        case "concatenateAxis1":
            let (x, y) = (Input(shape: [2, 3]), Input(shape: [4, 3]))
            let joined = Concatenate(axis: 1)(Dense(5, activation: .tanh)(x), Dense(5, activation: .tanh)(y))
            return try Model(inputs: [x, y], outputs: [Dense(1)(joined)])
        case "residual":
            return try Sequential(inputShape: [6]) {
                Residual {
                    Dense(8, activation: .relu)
                    Dense(6)
                }
                Activation(.tanh)
                Dense(3)
            }
        case "residualShortcut":
            return try Sequential(inputShape: [6]) {
                Residual(shortcut: Dense(4)) {
                    Dense(8, activation: .relu)
                    Dense(4)
                }
                Activation(.tanh)
                Dense(3)
            }
        case "shared":
            let (x, y) = (Input(shape: [5]), Input(shape: [5]))
            let encoder = Shared(Dense(4, activation: .tanh))
            return try Model(
                inputs: [x, y], outputs: [Dense(1, activation: .sigmoid)(Subtract()(encoder(x), encoder(y)))])
        case "twoOutputs":
            let x = Input(shape: [5])
            let first = Dense(2, activation: .tanh)(Dense(6, activation: .tanh)(x))
            return try Model(inputs: [x], outputs: [first, Dense(3, activation: .softmax)(first)])
        case "sameOutputTwice":
            let x = Input(shape: [4])
            let y = Dense(2)(x)
            return try Model(inputs: [x], outputs: [y, y])
        default:
            return try Sequential(inputShape: [4]) {
                Dense(
                    6, activation: .tanh, kernelRegularizer: .l1l2(l1: 0.02, l2: 0.03), biasRegularizer: .l2(0.05))
                Dense(2, kernelRegularizer: .l1(0.01))
            }
        }
    }

    static func losses(_ name: String) -> [Loss] {
        switch name {
        case "shared": [.binaryCrossEntropy]
        case "twoOutputs": [.meanSquaredError, .categoricalCrossEntropy]
        case "sameOutputTwice": [.meanSquaredError, .meanAbsoluteError]
        default: [.meanSquaredError]
        }
    }

    static func lossWeights(_ name: String) -> [Double]? { name == "twoOutputs" ? [0.7, 0.3] : nil }

    private static let merges: [String: any MergingLayer] = [
        "add": Add(), "subtract": Subtract(), "multiply": Multiply(), "average": Average(), "maximum": Maximum(),
        "minimum": Minimum(), "concatenate": Concatenate(),
    ]

    private static func merged(by merge: any MergingLayer) throws -> Model {
        let (x, y) = (Input(shape: [3]), Input(shape: [7]))
        let joined = merge(Dense(4, activation: .tanh)(x), Dense(4, activation: .tanh)(y))
        return try Model(inputs: [x, y], outputs: [Dense(2)(joined)])
    }
}

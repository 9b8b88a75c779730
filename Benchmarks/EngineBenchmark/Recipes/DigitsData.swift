import NeuralEngine

/// The digits as every recipe on them divides them.
struct DigitsData {
    let train: Dataset
    let test: Dataset

    init() throws { (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7) }

    var arrays: [String: Tensor] {
        ["x": train.features, "y": train.targets, "test_x": test.features, "test_y": test.targets]
    }
}

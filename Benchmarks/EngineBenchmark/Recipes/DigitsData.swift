import NeuralEngine

/// The digits as every recipe on them divides them.
struct DigitsData {
    let train: Dataset
    let test: Dataset

    init() throws { (train, test) = try Dataset.digits().split(validation: 0.2, seed: 7) }
}

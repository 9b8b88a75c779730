package import NeuralEngine

/// How a data set's targets have to be written for a network and a loss.
package enum TargetForm: Sendable {
    case asGiven
    /// 0 and 1 for sigmoid outputs, where the data say −1 and +1.
    case zeroOne
    /// −1 and +1 for tanh outputs, where the data say 0 and 1.
    case signed
    /// One column a class, where the data give class numbers and the loss compares number by number.
    case oneHot

    /// The form that fits.
    package init(of data: Dataset, for model: Model, loss: Loss) {
        let outputs = model.outputShape.reduce(1, *)
        let last = LossChoice.lastActivation(of: model)
        self =
            switch loss {
            // These read class numbers and labels of any form by themselves.
            case _ where (loss.takesClasses && outputs > 1) || loss.wantsSigns: .asGiven
            case _ where outputs > 1 && data.targetShape.isEmpty && data.classCount == outputs: .oneHot
            // Whatever numbers the loss was given.
            case _ where outputs == 1 && (last == .sigmoid || loss.name == Loss.binaryCrossEntropy.name):
                Self.isSigned(data) ? .zeroOne : .asGiven
            case _ where outputs == 1 && last == .tanh: Self.isZeroOne(data) ? .signed : .asGiven
            default: .asGiven
            }
    }

    /// The data in this form.
    package func applied(to data: Dataset) throws -> Dataset {
        switch self {
        case .asGiven: data
        case .zeroOne: try data.zeroOneTargets()
        case .signed: try data.signedTargets()
        case .oneHot: try data.oneHot()
        }
    }

    /// The form for a picture of the decisions, which reads classes by itself and only has to know the outputs' range.
    package var boundaryForm: TargetForm {
        switch self {
        case .zeroOne, .signed: self
        case .asGiven, .oneHot: .asGiven
        }
    }

    /// The data in this form as Swift source, to stand behind a `try`.
    func code(_ name: String) -> String {
        switch self {
        case .asGiven: name
        case .zeroOne: "\(name).zeroOneTargets()"
        case .signed: "\(name).signedTargets()"
        case .oneHot: "\(name).oneHot()"
        }
    }

    /// What was done, for the user; nil for nothing.
    var note: String? {
        switch self {
        case .asGiven: nil
        case .zeroOne: "targets -1 and +1 read as 0 and 1"
        case .signed: "targets 0 and 1 read as -1 and +1"
        case .oneHot: "classes read as one-hot rows"
        }
    }

    private static func isSigned(_ data: Dataset) -> Bool {
        data.targets.scalars.contains(-1) && data.targets.scalars.allSatisfy { $0 == -1 || $0 == 1 }
    }

    private static func isZeroOne(_ data: Dataset) -> Bool {
        data.targets.scalars.contains(0) && data.targets.scalars.allSatisfy { $0 == 0 || $0 == 1 }
    }
}

import CKernels

extension Loss {
    /// Whether targets are classes: a class index a row will do in place of a one-hot row.
    package var takesClasses: Bool {
        switch kind {
        case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy, .categoricalHinge: true
        default: false
        }
    }

    /// Whether it is about right and wrong answers, so that an accuracy means something.
    public var isForClasses: Bool {
        switch kind {
        case .zeroOne, .perceptron, .hinge, .squaredHinge, .binaryCrossEntropy, .binaryFocalCrossEntropy: true
        default: takesClasses
        }
    }

    /// Whether targets are ±1; 0 and 1 are read as such.
    package var wantsSigns: Bool { [.hinge, .squaredHinge, .perceptron].contains(kind) }

    /// Whether targets are probabilities.
    var wantsProbabilities: Bool {
        switch kind {
        case .binaryCrossEntropy, .binaryFocalCrossEntropy, .categoricalCrossEntropy, .sparseCategoricalCrossEntropy,
            .klDivergence:
            true
        default: false
        }
    }

    /// Whether a row of the last axis has one loss, a sum; otherwise each number has its own.
    var isOfRows: Bool { takesClasses || kind == .klDivergence || kind == .cosineSimilarity }

    /// How many terms the mean is over, for rows of so many outputs.
    func terms(rows: Int, columns: Int) -> Int {
        isOfRows || (kind == .zeroOne && columns > 1) ? rows : rows * columns
    }

    /// Which last activation this loss takes over, to compute from what comes before it.
    func absorbs(_ function: ActivationFunction) -> Bool {
        switch kind {
        case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy: !fromLogits && function == .softmax
        case .binaryCrossEntropy: !fromLogits && function == .sigmoid
        case .hinge, .squaredHinge, .perceptron: function.isStepwise
        default: false
        }
    }

    /// The kernel that computes it.
    ///
    /// - Parameters:
    ///   - absorbed: the last activation, when the loss takes it over.
    ///   - hasClasses: whether targets are class indices.
    func form(absorbed: ActivationFunction?, hasClasses: Bool) -> LossCall.Form {
        switch kind {
        case .meanSquaredError: .element(ck_squared_error)
        case .meanAbsoluteError: .element(ck_absolute_error)
        case .meanAbsolutePercentageError: .element(ck_percentage_error)
        case .meanSquaredLogarithmicError: .element(ck_squared_log_error)
        case .huber: .element(ck_huber)
        case .logCosh: .element(ck_log_cosh)
        case .zeroOne: .mismatch
        case .perceptron: .element(ck_perceptron)
        case .hinge: .element(ck_hinge)
        case .squaredHinge: .element(ck_squared_hinge)
        case .categoricalHinge: .rows(ck_row_hinge)
        case .binaryCrossEntropy:
            fromLogits || absorbed == .sigmoid ? .sigmoid : .element(ck_binary_cross_entropy)
        case .binaryFocalCrossEntropy: .focal
        case .categoricalCrossEntropy, .sparseCategoricalCrossEntropy:
            if fromLogits || absorbed == .softmax {
                hasClasses ? .classSoftmax : .softmax
            } else {
                hasClasses ? .rows(ck_row_cross_entropy) : .element(ck_categorical_cross_entropy)
            }
        case .klDivergence: .rows(ck_row_divergence)
        case .poisson: .element(ck_poisson)
        case .cosineSimilarity: .rows(ck_row_cosine)
        }
    }

    /// What a target of 1 and one of 0 count as, for so many classes.
    func smoothed(columns: Int) -> (on: Float, off: Float) {
        let classes = Float(takesClasses ? columns : 2)
        return (1 - labelSmoothing + labelSmoothing / classes, labelSmoothing / classes)
    }
}

import CKernels

/// One loss of one output: which kernel, its numbers and its addresses.
struct LossCall: BitwiseCopyable {
    enum Form: BitwiseCopyable, Equatable {
        case element(ck_loss)
        case rows(ck_row_loss_kind)
        case softmax
        /// Softmax with class indices.
        case classSoftmax
        case sigmoid
        case focal
        /// Wrong answers; no gradient.
        case mismatch

        /// Whether the kernel smooths targets on the way.
        var smoothsByItself: Bool {
            switch self {
            case .rows, .classSoftmax, .mismatch: true
            default: false
            }
        }

        static func == (left: Form, right: Form) -> Bool {
            switch (left, right) {
            case (.element(let one), .element(let other)): one == other
            case (.rows(let one), .rows(let other)): one == other
            case (.softmax, .softmax), (.classSoftmax, .classSoftmax), (.sigmoid, .sigmoid), (.focal, .focal),
                (.mismatch, .mismatch):
                true
            default: false
            }
        }
    }

    let form: Form
    let prediction: UnsafePointer<Float>
    let target: UnsafePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    /// What softmax and sigmoid give by the way.
    let probability: UnsafeMutablePointer<Float>
    let delta: Float
    let alpha: Float
    let on: Float
    let off: Float
    let areLogits: Bool
    let hasClasses: Bool
    let decision: Decision
    let scale: Float
    let rows: Int
    let columns: Int

    /// The sum of the loss's terms over all rows, and the gradient times `scale`.
    func run() -> Double { run(first: 0, rows: rows, scale: scale) }

    /// The same for each row with a weight of its own, where each weight is for `span` rows.
    func run(weights: UnsafePointer<Float>, span: Int) -> Double {
        var sum = 0.0
        for row in 0..<rows {
            let weight = weights[row / span]
            if weight == 0 {
                (gradient + row * columns).update(repeating: 0, count: columns)
            } else {
                sum += Double(weight) * run(first: row, rows: 1, scale: scale * weight)
            }
        }
        return sum
    }

    private func run(first: Int, rows: Int, scale: Float) -> Double {
        let start = first * columns
        let count = rows * columns
        let p = prediction + start
        let t = target + (hasClasses ? first : start)
        let g = gradient + start
        var targets: ck_row_targets {
            ck_row_targets(values: t, are_classes: hasClasses ? 1 : 0, on: on, off: off)
        }
        switch form {
        case .element(let kind): return ck_element_loss(g, p, t, kind, delta, scale, count)
        case .rows(let kind): return ck_row_loss(g, p, targets, kind, scale, rows, columns)
        case .softmax: return ck_softmax_cross_entropy(g, probability + start, p, t, scale, rows, columns)
        case .classSoftmax:
            return ck_class_cross_entropy(g, probability + start, p, t, on, off, scale, rows, columns)
        case .sigmoid: return ck_sigmoid_cross_entropy(g, probability + start, p, t, scale, count)
        case .focal: return ck_focal_loss(g, p, t, delta, alpha, areLogits ? 1 : 0, scale, count)
        case .mismatch:
            return Double(decision.terms(rows: rows, columns: columns))
                - Double(decision.matches(p, target: t, hasClasses: hasClasses, rows: rows, columns: columns))
        }
    }
}

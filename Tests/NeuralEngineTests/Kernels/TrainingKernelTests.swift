import CKernels
import NeuralEngine
import Testing

@Suite("Kernels of losses and optimizers at every level")
struct TrainingKernelTests {
    static let rules: [ck_rule] = (ck_rule_descent.rawValue...ck_rule_lion.rawValue).map { ck_rule(rawValue: $0) }

    /// Parameters and the rule's memory after two steps.
    private func stepped(
        _ rule: ck_rule, count: Int, parameters: [Float], gradients: [Float],
        run: (UnsafePointer<ck_optimizer_step>) -> Int32
    ) -> (parameters: [Float], memory: [Float], isFinite: [Int32]) {
        var parameters = parameters
        var memory = [Float](repeating: 0.1, count: 3 * count)
        var flags: [Int32] = []
        parameters.withUnsafeMutableBufferPointer { weights in
            memory.withUnsafeMutableBufferPointer { memory in
                gradients.withUnsafeBufferPointer { gradients in
                    guard let w = weights.baseAddress, let m = memory.baseAddress, let g = gradients.baseAddress else {
                        return
                    }
                    var step = ck_optimizer_step(
                        rule: rule, parameters: w, gradients: g, memory: m, stride: count, count: count, rate: 0.01,
                        keep: 0.99, momentum: 0.9, beta1: 0.9, beta2: 0.99, root: 1.5, share: 0.002, epsilon: 1e-7)
                    for _ in 0..<2 { flags.append(withUnsafePointer(to: &step) { run($0) }) }
                }
            }
        }
        return (parameters, memory, flags)
    }

    @Test("A step in pieces, on several threads, gives the bits of one in a whole", arguments: rules.indices)
    func pieces(index: Int) throws {
        let rule = Self.rules[index]
        let count = 300_001
        let (w, g) = (draws(count, seed: 1), draws(count, seed: 2))
        let functions = try ElementwiseKernelTests.functions(ck_active_level())
        let whole = stepped(rule, count: count, parameters: w, gradients: g) { functions.optimize_range($0, 0, count) }
        let parts = stepped(rule, count: count, parameters: w, gradients: g) { ck_optimize($0) }
        #expect(whole.parameters == parts.parameters && whole.memory == parts.memory)
        #expect(whole.isFinite == [1, 1] && parts.isFinite == [1, 1])
    }

    @Test(
        "A weight that is not finite is told, wherever it is", arguments: ElementwiseKernelTests.levels, rules.indices)
    func notFinite(level: ck_level, index: Int) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for count in [1, 7, 8, 17] {
            for bad in [Float.nan, .infinity, -.infinity] {
                for place in Set([0, count / 2, count - 1]) {
                    var weights = draws(count, seed: 3)
                    weights[place] = bad
                    let told = stepped(
                        Self.rules[index], count: count, parameters: weights, gradients: draws(count, seed: 4)
                    ) {
                        functions.optimize_range($0, 0, count)
                    }
                    #expect(told.isFinite == [0, 0])
                }
            }
            let fine = stepped(
                Self.rules[index], count: count, parameters: draws(count, seed: 3), gradients: draws(count, seed: 4)
            ) { functions.optimize_range($0, 0, count) }
            #expect(fine.isFinite == [1, 1])
        }
    }

    @Test("Class indices give the bits of one-hot rows", arguments: ElementwiseKernelTests.levels, [2, 10, 32, 33, 96])
    func classes(level: ck_level, columns: Int) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let rows = 13
        let logits = draws(rows * columns, range: 5, seed: 5)
        let classes = (0..<rows).map { Float(($0 * 7) % columns) }
        var hot = [Float](repeating: 9, count: rows * columns)
        functions.class_rows(&hot, classes, 1, 0, rows, columns)
        var (gradient, probability) = (hot, hot)
        var (otherGradient, otherProbability) = (hot, hot)
        let loss = functions.softmax_cross_entropy(&gradient, &probability, logits, hot, 0.1, rows, columns)
        let other = functions.class_cross_entropy(
            &otherGradient, &otherProbability, logits, classes, 1, 0, 0.1, rows, columns)
        #expect(abs(loss - other) <= 1e-7 * loss && probability == otherProbability)
        #expect(worst(otherGradient, gradient.map(Double.init), relative: 1e-6, absolute: 1e-9) <= 1)
        if columns <= 32 { #expect(loss == other && gradient == otherGradient) }
    }

    @Test("Nothing is written behind the last element", arguments: ElementwiseKernelTests.levels, [1, 5, 8, 13])
    func staysInside(level: ck_level, columns: Int) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let rows = 3
        let count = rows * columns
        let input = draws(2 * count + 32, seed: 6).map(abs)
        let classes = [Float](repeating: 0, count: rows)
        func check(_ label: String, _ body: (UnsafeMutablePointer<Float>) -> Void) {
            var out = [Float](repeating: 7, count: count + 32)
            out.withUnsafeMutableBufferPointer { buffer in
                if let base = buffer.baseAddress { body(base) }
            }
            #expect(out[count...].allSatisfy { $0 == 7 }, "\(label)")
        }
        input.withUnsafeBufferPointer { buffer in
            guard let a = buffer.baseAddress else { return }
            let targets = ck_row_targets(values: a, are_classes: 0, on: 1, off: 0)
            for kind in [ck_row_cross_entropy, ck_row_hinge, ck_row_divergence, ck_row_cosine] {
                check("row loss \(kind.rawValue)") { _ = functions.row_loss($0, a, targets, kind, 1, rows, columns) }
            }
            check("focal") { _ = functions.focal_loss($0, a, a, 2, -1, 0, 1, count) }
            check("gate") { functions.gate($0, a, rows, columns) }
            check("rectify") { functions.rectify($0, a, 0.1, 1, 0.5, count) }
            check("sparsemax") { functions.sparsemax($0, a, rows, columns) }
            check("log softmax") { functions.log_softmax($0, a, rows, columns) }
            check("learned relu") { functions.learned_relu($0, a, a, rows, columns) }
            check("learned slopes") { functions.learned_relu_slopes($0, a, a, rows, columns, 1) }
            check("class rows") { out in
                classes.withUnsafeBufferPointer { functions.class_rows(out, $0.baseAddress ?? a, 1, 0, rows, columns) }
            }
            check("blend") { functions.blend($0, a, 0.5, count) }
            check("clamp") { functions.clamp($0, a, -1, 1, count) }
        }
    }
}

import NeuralEngine
import Testing

@Suite("Gradient functions")
struct GradientFunctionTests {
    private let w: Tensor = [1, 2, 3]

    @Test func formsOfTheCall() throws {
        #expect(try gradient(of: { w in try (w * w).sum() }, at: w) == [2, 4, 6])
        #expect(try gradient(at: w) { w in try (w * w).sum() } == [2, 4, 6])
        let (value, slope) = try valueWithGradient(of: { w in try (w * w).sum() }, at: w)
        #expect(value == Tensor(14) && slope == [2, 4, 6])
        let (dw, db) = try gradient(of: { w, b in try (w * b).sum() }, at: w, Tensor(5))
        #expect(dw == [5, 5, 5] && db == Tensor(6))
        let three = try valueWithGradient(at: w, Tensor(2), Tensor(3)) { a, b, c in try (a * b * c).sum() }
        #expect(three.value == Tensor(36))
        #expect(three.gradient.0 == [6, 6, 6] && three.gradient.1 == Tensor(18) && three.gradient.2 == Tensor(12))
        let four = try gradient(at: w, w, w, Tensor(2)) { a, b, c, d in try (a * b - c * d).sum() }
        #expect(four.0 == w && four.1 == w && four.2 == [-2, -2, -2] && four.3 == Tensor(-6))
        let list = try gradient(of: { w in try (w[0] * w[0] + w[1]).sum() }, at: [w, w, Tensor(8)])
        #expect(list == [[2, 4, 6], [1, 1, 1], Tensor(0)])
        let (sum, slopes) = try valueWithGradient(at: [w]) { $0[0].sum() }
        #expect(sum == Tensor(6) && slopes == [[1, 1, 1]])
    }

    @Test func controlFlowIsOrdinarySwift() throws {
        let slope = try gradient(at: Tensor(1.5)) { x in
            var y = x
            for power in 1...3 where power != 2 { y = try y * x }
            return try y.scalar > 3 ? y : -y
        }
        #expect(abs(try slope.scalar - 3 * 1.5 * 1.5) < 1e-5)
        // The argument itself, used many times, and not at all.
        #expect(try gradient(at: Tensor(4)) { $0 } == Tensor(1))
        #expect(try gradient(at: w) { w in try (w + w + w - w).sum() } == [2, 2, 2])
        // A result of one number in any shape.
        #expect(try gradient(at: [[3]]) { x in x.squared() } == [[6]])
    }

    @Test func derivativesOfAnyOrder() throws {
        func derivative(_ order: Int, _ x: Tensor, _ f: @escaping (Tensor) throws -> Tensor) throws -> Tensor {
            order == 0 ? try f(x) : try gradient(at: x) { try derivative(order - 1, $0, f) }
        }
        // x⁴: 4x³, 12x², 24x, 24, 0.
        for (order, expected) in [16, 32, 48, 48, 24, 0].enumerated() {
            #expect(try derivative(order, Tensor(2)) { x in x.power(4) }.scalar == Float(expected))
        }
        // A Hessian times a vector, of Rosenbrock's function at (1, 2): H = [[402, -400], [-400, 200]].
        let v: Tensor = [1, -1]
        let product = try gradient(at: [1, 2]) { (w: Tensor) in
            let slope = try gradient(at: w) { w in
                try (1 - w[0]).squared() + 100 * (w[1] - w[0].squared()).squared()
            }
            return try (slope * v).sum()
        }
        #expect(product == [802, -600])
    }

    /// What an inner gradient captures of an outer variable is differentiated by the outer one only.
    @Test func levelsStayApart() throws {
        let slope = try gradient(at: Tensor(3)) { u in
            let inner = try gradient(at: Tensor(5)) { v in try u * u * v.squared() }
            #expect(inner.isTracked)
            // d/du (u² · 2 · 5)
            return inner
        }
        #expect(slope == Tensor(60))
        let mixed = try gradient(at: Tensor(2)) { u in
            let (value, inner) = try valueWithGradient(at: u) { v in try v * v * u }
            // value = u³, inner = 2 u²
            return try value + inner
        }
        #expect(mixed == Tensor(12 + 8))
        // An inner result that does not depend on the outer variable is a constant to it.
        let constant = try gradient(at: Tensor(2)) { u in
            try u * gradient(at: Tensor(7)) { v in v.squared() }
        }
        #expect(constant == Tensor(14))
    }

    @Test func constants() throws {
        #expect(try gradient(at: w) { w in try (w.detached * w).sum() } == w)
        #expect(try gradient(at: w) { w in try (w * withoutTracking(w) { $0.squared() }).sum() } == [1, 4, 9])
        #expect(
            try gradient(at: w) { w in try w.sum() + withoutTracking([w, w]) { try ($0[0] * $0[1]).sum() } } == [
                1, 1, 1,
            ])
        // Comparisons and rounding have no slope, but do not hinder one.
        #expect(try gradient(at: w) { w in try (w * (w .> 1.5) + w.floor() + w.sign()).sum() } == [0, 1, 1])
        #expect(!w.isTracked)
        _ = try gradient(at: w) { w in
            #expect(w.isTracked && (w * 2).isTracked && !w.detached.isTracked)
            #expect(!(w .> 0).isTracked)
            return w.sum()
        }
    }

    @Test func assignmentInPlace() throws {
        let slope = try gradient(at: w) { w in
            var y = w
            try y.set(10, at: 0)
            try y *= w
            y += 1
            y /= 2
            try y -= w
            return y.sum()
        }
        // y = (10 w₀ + w₁² + w₂² + 3) / 2 − Σ w
        #expect(slope == [4, 1, 2])
        #expect(w == [1, 2, 3])
    }

    @Test func linearRegressionByHand() throws {
        let x = try Tensor.normal([50, 2], seed: 1)
        let t = try x.matmul([[2], [-3]]) + 0.5
        var (w, b) = (try Tensor.zeros([2, 1]), Tensor(0))
        for _ in 0..<200 {
            let (_, (dw, db)) = try valueWithGradient(at: w, b) { w, b in try meanSquaredError(x.matmul(w) + b, t) }
            try w -= 0.1 * dw
            try b -= 0.1 * db
        }
        #expect(worst(w.scalars + b.scalars, [2, -3, 0.5], relative: 1e-4, absolute: 1e-4) <= 1)
    }

    /// Steps of the tensor optimizer are those of fit, to the bit where the gradients are.
    @Test(arguments: [
        Optimizer.sgd(learningRate: 0.1), .sgd(learningRate: 0.1, momentum: 0.9), .adam(learningRate: 0.05),
    ])
    func theOptimizerIsThatOfFit(rule: Optimizer) throws {
        let model = try Sequential(inputShape: [2], seed: 4) {
            Dense(3, activation: .tanh)
            Dense(1)
        }
        let x = try Tensor.normal([20, 2], seed: 1)
        let t = try Tensor.normal([20, 1], seed: 2)
        var weights = model.weights
        let optimizer = try TensorOptimizer(rule)
        for _ in 0..<30 {
            let slopes = try gradient(at: weights) { w in
                try meanSquaredError((x.matmul(w[0]) + w[1]).tanh().matmul(w[2]) + w[3], t)
            }
            try optimizer.update(&weights, slopes)
        }
        let data = try Dataset(name: "random", features: x, targets: t)
        try model.fit(data, loss: .meanSquaredError, optimizer: rule, epochs: 30)
        for (mine, theirs) in zip(weights, model.weights) {
            // Thirty steps of gradients that differ in float32's last digits.
            #expect(worst(mine.scalars, theirs.scalars.map(Double.init), relative: 1e-4, absolute: 1e-5) <= 1)
        }
        var single: Tensor = [1, 2]
        try TensorOptimizer(.sgd(learningRate: 1)).update(&single, [1, 1])
        #expect(single == [0, 1])
    }
}

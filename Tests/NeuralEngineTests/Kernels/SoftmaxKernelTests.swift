import CKernels
import NeuralEngine
import Testing

@Suite("Softmax kernels")
struct SoftmaxKernelTests {
    @Test("Rows agree with PyTorch and add up to 1", arguments: ElementwiseKernelTests.levels)
    func forward(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        for fixture in try Fixture.load("softmax", as: [Fixture.SoftmaxCase].self) {
            var y = fixture.x
            functions.softmax(&y, fixture.x, fixture.rows, fixture.columns)
            #expect(worst(y, fixture.y, relative: 1e-6, absolute: 1e-12) <= 1, "\(fixture.rows) x \(fixture.columns)")
            for row in 0..<fixture.rows {
                let sum = y[(row * fixture.columns)..<((row + 1) * fixture.columns)].reduce(0, +)
                #expect(abs(sum - 1) < 2e-6)
            }
        }
    }

    @Test("Large logits neither overflow nor give NaN", arguments: ElementwiseKernelTests.levels, [3, 40])
    func extremes(level: ck_level, columns: Int) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        var logits = [Float](repeating: -1000, count: columns)
        logits[1] = 1000
        var target = [Float](repeating: 0, count: columns)
        target[0] = 1
        var p = logits
        var gradient = logits
        let loss = functions.softmax_cross_entropy(&gradient, &p, logits, target, 1, 1, columns)
        #expect(loss == 2000)
        #expect(p[1] == 1 && p[0] == 0)
        #expect(gradient[0] == -1 && gradient[1] == 1)
    }

    @Test("The backward pass is y (g − Σ g y)", arguments: ElementwiseKernelTests.levels, [2, 5, 33])
    func backward(level: ck_level, columns: Int) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let rows = 3
        let g = draws(rows * columns, seed: 10)
        var y = draws(rows * columns, seed: 11)
        functions.softmax(&y, y, rows, columns)
        var out = g
        functions.softmax_backward(&out, g, y, rows, columns)
        let exact = (0..<(rows * columns)).map { place -> Double in
            let row = (place / columns * columns)..<((place / columns + 1) * columns)
            let mean = row.reduce(0.0) { $0 + Double(g[$1]) * Double(y[$1]) }
            return Double(y[place]) * (Double(g[place]) - mean)
        }
        #expect(worst(out, exact, relative: 1e-6, absolute: 3e-7) <= 1)
    }
}

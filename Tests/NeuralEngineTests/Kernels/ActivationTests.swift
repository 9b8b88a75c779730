import CKernels
import NeuralEngine
import Testing

@Suite("Activations against PyTorch and Keras")
struct ActivationTests {
    struct Table: Decodable {
        struct Case: Decodable {
            let function: String
            let numbers: [Float]
            let y: [Double]
            let derivative: [Double]

            func made() throws -> ActivationFunction {
                switch (function, numbers.count) {
                case (_, 0): try #require(ActivationFunction(name: function))
                case ("leakyRelu", 1): .leakyRelu(negativeSlope: numbers[0])
                case ("elu", 1): .elu(alpha: numbers[0])
                case ("celu", 1): .celu(alpha: numbers[0])
                case ("hardShrink", 1): .hardShrink(threshold: numbers[0])
                case ("softShrink", 1): .softShrink(threshold: numbers[0])
                case ("squareplus", 1): .squareplus(b: numbers[0])
                case ("threshold", 2): .threshold(numbers[0], defaultValue: numbers[1])
                default:
                    .relu(
                        negativeSlope: numbers[0], maxValue: numbers[1] == 0 ? nil : numbers[1], threshold: numbers[2])
                }
            }
        }
        let x: [Float]
        let cases: [Case]
    }

    struct RowCase: Decodable {
        let function: String
        let rows: Int
        let columns: Int
        let x: [Float]
        let upstream: [Float]
        let y: [Double]
        let gradient: [Double]
    }

    @Test func elementByElement() throws {
        let table = try Fixture.load("training_activations", as: Table.self)
        let x = Tensor(table.x)
        var seen: Set<String> = []
        for fixture in table.cases {
            let function = try fixture.made()
            seen.insert(fixture.function)
            // 1e-6 relative is the promise; the absolute part is for functions that cancel far from zero (gelu, silu).
            #expect(worst(try function(x).scalars, fixture.y, relative: 1e-6, absolute: 3e-7) <= 1, "\(function.code)")
            // Derivatives from outputs near ±1, such as 1 − y², lose what the output's last digit cannot hold: 1.2e-7.
            #expect(
                worst(try function.derivative(at: x).scalars, fixture.derivative, relative: 2e-6, absolute: 5e-7) <= 1,
                "\(function.code)'")
        }
        let rows: Set = ["softmax", "logSoftmax", "sparsemax", "glu", "sign", "step"]
        #expect(seen.union(rows) == Set(ActivationFunction.allCases.map(\.name) + ["threshold"]))
    }

    @Test("Kernels of every level agree with PyTorch", arguments: ElementwiseKernelTests.levels)
    func levels(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let kinds: [String: ck_activation] = [
            "tanh": ck_tanh, "sigmoid": ck_sigmoid, "relu": ck_relu, "leakyRelu": ck_leaky_relu, "relu6": ck_relu6,
            "elu": ck_elu, "selu": ck_selu, "celu": ck_celu, "softplus": ck_softplus, "softsign": ck_softsign,
            "silu": ck_silu, "gelu": ck_gelu_exact, "geluTanh": ck_gelu, "exponential": ck_exponential,
            "hardSigmoid": ck_hard_sigmoid, "mish": ck_mish, "logSigmoid": ck_log_sigmoid, "hardSilu": ck_hard_silu,
            "hardTanh": ck_hard_tanh, "hardShrink": ck_hard_shrink, "softShrink": ck_soft_shrink,
            "tanhShrink": ck_tanh_shrink, "squareplus": ck_squareplus, "sparsePlus": ck_sparse_plus,
            "sparseSigmoid": ck_sparse_sigmoid,
        ]
        let outputBased: Set = [
            "tanh", "sigmoid", "relu", "leakyRelu", "relu6", "elu", "selu", "celu", "softsign", "exponential",
            "hardTanh", "hardShrink", "softShrink",
        ]
        let table = try Fixture.load("training_activations", as: Table.self)
        for fixture in table.cases {
            guard let kind = kinds[fixture.function], fixture.numbers.count < 2 else { continue }
            let slope = try fixture.made().slope
            var y = table.x
            functions.activate(&y, table.x, kind, slope, y.count)
            #expect(worst(y, fixture.y, relative: 1e-6, absolute: 3e-7) <= 1, "\(fixture.function)")
            var slopes = [Float](repeating: 1, count: y.count)
            let value = outputBased.contains(fixture.function) ? y : table.x
            functions.activate_backward(&slopes, slopes, value, kind, slope, y.count)
            #expect(worst(slopes, fixture.derivative, relative: 2e-6, absolute: 5e-7) <= 1, "\(fixture.function)'")
        }
    }

    @Test(
        "NaN goes through every function, so that training can tell where it began",
        arguments: ElementwiseKernelTests.levels)
    func notANumber(level: ck_level) throws {
        let functions = try ElementwiseKernelTests.functions(level)
        let input = [Float](repeating: .nan, count: 17)
        for raw in ck_tanh.rawValue...ck_sparse_sigmoid.rawValue {
            var out = [Float](repeating: 0, count: 17)
            functions.activate(&out, input, ck_activation(rawValue: raw), 1, 17)
            #expect(!out.contains { !$0.isNaN }, "activation \(raw)")
        }
        for function in ActivationFunction.allCases where !["sign"].contains(function.name) {
            #expect(!(try function(Tensor([.nan, .nan])).scalars.contains { !$0.isNaN }), "\(function)")
        }
    }

    @Test("Functions of rows, and gradients through them")
    func rows() throws {
        for fixture in try Fixture.load("row_activations", as: [RowCase].self) {
            let function = try #require(ActivationFunction(name: fixture.function))
            let label = "\(fixture.function) \(fixture.rows) x \(fixture.columns)"
            let x = try Tensor(shape: [fixture.rows, fixture.columns], scalars: fixture.x)
            let y = try function(x)
            #expect(worst(y.scalars, fixture.y, relative: 1e-6, absolute: 5e-7) <= 1, "\(label)")
            // One sample of one number: its weights are the function's input, and the mean squared error against
            // y − ½ n u has the gradient u with respect to y, for n outputs.
            let model = try Sequential(inputShape: [1]) {
                Dense(fixture.rows * fixture.columns, bias: false)
                Reshape([fixture.rows, fixture.columns])
                Activation(function)
            }
            try model.setWeights([x.reshaped([1, fixture.rows * fixture.columns])])
            let count = Float(y.count)
            let targets = zip(y.scalars, fixture.upstream).map { $0 - 0.5 * count * $1 }
            let data = try Dataset(
                name: "one", features: [[1]], targets: Tensor(shape: [1] + y.shape, scalars: targets))
            let gradient = try model.lossAndGradients(data, loss: .meanSquaredError).gradients[0]
            // The detour over the squared error adds rounding of its own: y − (y − n u / 2), with n up to 280.
            #expect(worst(gradient.scalars, fixture.gradient, relative: 1e-5, absolute: 3e-6) <= 1, "\(label)")
        }
    }

    @Test func extremes() throws {
        let large = Tensor([-1e4, -200, 200, 1e4])
        for function in ActivationFunction.allCases where function != .exponential {
            let isOfRows = ["softmax", "logSoftmax", "sparsemax", "glu"].contains(function.name)
            let derivative = isOfRows ? large : try function.derivative(at: large)
            #expect(try function(large).scalars.allSatisfy { $0.isFinite }, "\(function)")
            #expect(derivative.scalars.allSatisfy { $0.isFinite }, "\(function)'")
        }
        #expect(try ActivationFunction.logSoftmax([[1000, 0, -1000]]).scalars == [0, -1000, -2000])
        #expect(try ActivationFunction.sparsemax([[1000, 0, -1000]]).scalars == [1, 0, 0])
        #expect(try ActivationFunction.step([-1, 0, 2]).scalars == [0, 1, 1])
    }

    @Test func namesAndCodeReadBack() {
        for function in ActivationFunction.allCases { #expect(ActivationFunction(name: function.name) == function) }
        #expect(ActivationFunction(name: "swish") == .silu && ActivationFunction(name: "linear") == .identity)
        #expect(ActivationFunction(name: "reluu") == nil)
        #expect(ActivationFunction.leakyRelu(negativeSlope: 0.01).code == ".leakyRelu(negativeSlope: 0.01)")
        #expect(ActivationFunction.relu(maxValue: 2).code == ".relu(maxValue: 2)")
        #expect(ActivationFunction.relu().code == ".relu" && ActivationFunction.leakyRelu.code == ".leakyRelu")
        #expect(Dense(4, activation: .gelu(approximate: true)).code == "Dense(4, activation: .gelu(approximate: true))")
    }

    @Test(arguments: [
        BadCall("negativeSlope", "-1") { _ = try ActivationFunction.leakyRelu(negativeSlope: -1)([1]) },
        BadCall("alpha", "0") { _ = try ActivationFunction.celu(alpha: 0)([1]) },
        BadCall("maxValue", "-2") { _ = try ActivationFunction.relu(maxValue: -2)([1]) },
        BadCall("threshold", "nan") { _ = try ActivationFunction.softShrink(threshold: .nan)([1]) },
        BadCall("b is -4") { _ = try Sequential(inputShape: [2]) { Dense(2, activation: .squareplus(b: -4)) } },
        BadCall("even", "[3]") { _ = try Sequential(inputShape: [2]) { Dense(3, activation: .glu) } },
        BadCall("Layer 0 (Activation)", "even") { _ = try Sequential(inputShape: [3]) { Activation(.glu) } },
        BadCall("matrix") { _ = try ActivationFunction.glu.derivative(at: [1, 2]) },
    ])
    func badNumbers(bad: BadCall) { #expect(bad.missing == []) }
}

import NeuralEngine
import Testing

/// Optimizers, schedules and constraints with numbers drawn by a seed, against PyTorch and Keras.
@Suite("Random settings against PyTorch and Keras")
struct RandomSettingTests {
    struct OptimizerCase: Decodable, Sendable, CustomStringConvertible {
        let rule: String
        let given: [String: Double]
        let shape: [Int]
        let x: [Float]
        let t: [Float]
        let kernel: [Float]
        let bias: [Float]
        let losses: [Double]
        let finalKernel: [Double]
        let finalBias: [Double]
        var description: String { "\(rule) \(given.sorted { $0.key < $1.key }.map { "\($0): \($1)" })" }

        func number(_ name: String) throws -> Double { try #require(given[name], "\(name) of \(rule)") }

        func made() throws -> Optimizer {
            let rate = try number("learningRate")
            return switch rule {
            case "sgd": .sgd(learningRate: rate, momentum: try number("momentum"), nesterov: given["nesterov"] == 1)
            case "adam":
                .adam(
                    learningRate: rate, beta1: try number("beta1"), beta2: try number("beta2"),
                    epsilon: try number("epsilon"), amsgrad: given["amsgrad"] == 1)
            case "adamW":
                .adamW(
                    learningRate: rate, weightDecay: try number("weightDecay"), beta1: try number("beta1"),
                    beta2: try number("beta2"), epsilon: try number("epsilon"))
            case "nadam":
                .nadam(
                    learningRate: rate, beta1: try number("beta1"), beta2: try number("beta2"),
                    epsilon: try number("epsilon"), momentumDecay: try number("momentumDecay"))
            case "adamax":
                .adamax(
                    learningRate: rate, beta1: try number("beta1"), beta2: try number("beta2"),
                    epsilon: try number("epsilon"))
            case "adaDelta":
                .adaDelta(learningRate: rate, rho: try number("rho"), epsilon: try number("epsilon"))
            case "adagrad":
                .adagrad(
                    learningRate: rate, initialAccumulatorValue: try number("initial"), epsilon: try number("epsilon"))
            case "lion": .lion(learningRate: rate, beta1: try number("beta1"), beta2: try number("beta2"))
            default:
                .rmsProp(
                    learningRate: rate, rho: try number("rho"), momentum: try number("momentum"),
                    epsilon: try number("epsilon"), centered: given["centered"] == 1)
            }
        }
    }

    @Test(arguments: try Fixture.load("random_optimizers", as: [OptimizerCase].self))
    func twentySteps(fixture: OptimizerCase) throws {
        let (rows, inputs, units) = (fixture.shape[0], fixture.shape[1], fixture.shape[2])
        let model = try Sequential(inputShape: [inputs]) { Dense(units) }
        try model.setWeights([Tensor(shape: [inputs, units], scalars: fixture.kernel), Tensor(fixture.bias)])
        let data = try Dataset(
            name: "random", features: Tensor(shape: [rows, inputs], scalars: fixture.x),
            targets: Tensor(shape: [rows, units], scalars: fixture.t))
        let history = try model.fit(data, loss: .meanSquaredError, optimizer: fixture.made(), epochs: 20)
        // The peers step in float32 too: twenty steps of two different roundings, which rules that divide by a gradient's own
        // size make larger where it is small.
        #expect(worst(history.loss.map { Float($0) }, fixture.losses, relative: 5e-5, absolute: 1e-6) <= 1)
        #expect(worst(model.weights[0].scalars, fixture.finalKernel, relative: 1e-4, absolute: 1e-5) <= 1)
        #expect(worst(model.weights[1].scalars, fixture.finalBias, relative: 1e-4, absolute: 1e-5) <= 1)
    }

    struct ScheduleCase: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let given: [String: Double]
        let boundaries: [Int]
        let values: [Double]
        let rates: [Double]
        var description: String { "\(name) \(given)" }

        func made() throws -> LearningRateSchedule {
            func number(_ name: String) throws -> Double { try #require(given[name]) }
            let steps = try Int(number("steps"))
            let stairs = given["stairs"] == 1
            return switch name {
            case "exponential": .exponentialDecay(decaySteps: steps, decayRate: try number("rate"), staircase: stairs)
            case "inverse": .inverseTimeDecay(decaySteps: steps, decayRate: try number("rate"), staircase: stairs)
            case "polynomial":
                .polynomialDecay(
                    decaySteps: steps, endLearningRate: try number("end"), power: try number("power"),
                    cycle: given["cycle"] == 1)
            case "cosine": .cosineDecay(decaySteps: steps, alpha: try number("alpha"))
            case "restarts":
                .cosineDecayRestarts(
                    firstDecaySteps: steps, tMul: try number("t"), mMul: try number("m"), alpha: try number("alpha"))
            case "warmup":
                .cosineDecay(
                    decaySteps: steps, alpha: try number("alpha"), warmupTarget: try number("target"),
                    warmupSteps: Int(try number("warmup")))
            default: .piecewiseConstant(boundaries: boundaries, values: values)
            }
        }
    }

    @Test(arguments: try Fixture.load("random_schedules", as: [ScheduleCase].self))
    func rates(fixture: ScheduleCase) throws {
        let schedule = try fixture.made()
        let initial = try #require(fixture.given["initial"])
        let rates = fixture.rates.indices.map { Float(schedule.rate(after: 3 * $0, initial: initial)) }
        // Keras computes in float32; powers and restarts lose digits in it.
        #expect(worst(rates, fixture.rates, relative: 5e-5, absolute: 2e-6) <= 1)
    }

    struct ConstraintCase: Decodable, Sendable, CustomStringConvertible {
        let name: String
        let shape: [Int]
        let weights: [Float]
        let result: [Double]
        var description: String { "\(name) \(shape)" }
    }

    @Test(arguments: try Fixture.load("constraints", as: [ConstraintCase].self))
    func constraints(fixture: ConstraintCase) throws {
        let constraint: WeightConstraint =
            switch fixture.name {
            case "maxNorm": .maxNorm(0.9)
            case "unitNorm": .unitNorm
            case "minMaxNorm": .minMaxNorm(minimum: 0.8, maximum: 1.1, rate: 0.6)
            default: .nonNegative
            }
        let units = fixture.shape[fixture.shape.count - 1]
        let layers: [any Layer] =
            fixture.shape.count == 2
            ? [Dense(units, bias: false, kernelConstraint: constraint)]
            : [Conv2D(units, kernelSize: 2, bias: false, kernelConstraint: constraint), Flatten()]
        let inputShape = fixture.shape.count == 2 ? [fixture.shape[0]] : [2, 2, fixture.shape[2]]
        let model = try Sequential(inputShape: inputShape, layers: layers)
        try model.setWeights([Tensor(shape: fixture.shape, scalars: fixture.weights)])
        // Of features of zeros the gradient is zero: the step leaves the weights to the constraint.
        let data = try Dataset(
            name: "zeros", features: Tensor.zeros([1] + inputShape), targets: Tensor.zeros([1, units]))
        try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(), epochs: 1)
        #expect(worst(model.weights[0].scalars, fixture.result, relative: 1e-6, absolute: 1e-7) <= 1)
    }
}

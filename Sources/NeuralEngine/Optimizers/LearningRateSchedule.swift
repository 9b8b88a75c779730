/// How a learning rate changes: a function of the steps (or epochs) done so far, with Keras's names and formulas.
///
/// η₀ is the optimizer's own learning rate, n the steps done.
public struct LearningRateSchedule: Sendable, Hashable {
    /// What is counted.
    public enum Unit: String, Sendable, Hashable {
        case step, epoch
    }

    indirect enum Form: Sendable, Hashable {
        case constant
        case piecewise(boundaries: [Int], values: [Double])
        case exponential(decaySteps: Int, decayRate: Double, staircase: Bool)
        case inverseTime(decaySteps: Int, decayRate: Double, staircase: Bool)
        case polynomial(decaySteps: Int, end: Double, power: Double, cycle: Bool)
        case cosine(decaySteps: Int, alpha: Double, warmupTarget: Double?, warmupSteps: Int)
        case cosineRestarts(firstDecaySteps: Int, tMul: Double, mMul: Double, alpha: Double)
        case warmup(steps: Int, start: Double, then: Form)
    }

    let form: Form
    private(set) var unit = Unit.step

    /// η₀ always.
    public static let constant = LearningRateSchedule(form: .constant)

    /// values[i] up to and including the i-th boundary, the last value beyond all: one value more than boundaries.
    public static func piecewiseConstant(boundaries: [Int], values: [Double]) -> LearningRateSchedule {
        LearningRateSchedule(form: .piecewise(boundaries: boundaries, values: values))
    }

    /// η₀ · decayRate^(n / decaySteps); with `staircase` the exponent is a whole number.
    public static func exponentialDecay(
        decaySteps: Int, decayRate: Double, staircase: Bool = false
    ) -> LearningRateSchedule {
        LearningRateSchedule(form: .exponential(decaySteps: decaySteps, decayRate: decayRate, staircase: staircase))
    }

    /// η₀ / (1 + decayRate · n / decaySteps); with `staircase` the quotient is a whole number.
    public static func inverseTimeDecay(
        decaySteps: Int, decayRate: Double, staircase: Bool = false
    ) -> LearningRateSchedule {
        LearningRateSchedule(form: .inverseTime(decaySteps: decaySteps, decayRate: decayRate, staircase: staircase))
    }

    /// (η₀ − end) (1 − n / decaySteps)^power + end, and the end afterwards; with `cycle` decaySteps grows to the next multiple.
    public static func polynomialDecay(
        decaySteps: Int, endLearningRate: Double = 0.0001, power: Double = 1, cycle: Bool = false
    ) -> LearningRateSchedule {
        LearningRateSchedule(
            form: .polynomial(decaySteps: decaySteps, end: endLearningRate, power: power, cycle: cycle))
    }

    /// η₀ ((1 − alpha) ½ (1 + cos(π n / decaySteps)) + alpha) (Loshchilov and Hutter 2017).
    ///
    /// With warm-up, the rate first rises in a straight line from η₀ to `warmupTarget` over `warmupSteps`, and decays from there. A
    /// target of nil with steps rises from 0 to η₀.
    public static func cosineDecay(
        decaySteps: Int, alpha: Double = 0, warmupTarget: Double? = nil, warmupSteps: Int = 0
    ) -> LearningRateSchedule {
        let cosine = Form.cosine(
            decaySteps: decaySteps, alpha: alpha, warmupTarget: warmupTarget,
            warmupSteps: warmupTarget == nil ? 0 : warmupSteps)
        guard warmupTarget == nil, warmupSteps != 0 else { return LearningRateSchedule(form: cosine) }
        return LearningRateSchedule(form: .warmup(steps: warmupSteps, start: 0, then: cosine))
    }

    /// Cosine decay that begins anew: first after `firstDecaySteps`, then after tMul times as many each time, from mMul times as high
    /// (Loshchilov and Hutter 2017).
    public static func cosineDecayRestarts(
        firstDecaySteps: Int, tMul: Double = 2, mMul: Double = 1, alpha: Double = 0
    ) -> LearningRateSchedule {
        LearningRateSchedule(
            form: .cosineRestarts(firstDecaySteps: firstDecaySteps, tMul: tMul, mMul: mMul, alpha: alpha))
    }

    /// From start · η₀ to η₀ in a straight line over so many steps, then another schedule, which counts from there.
    public static func linearWarmup(
        steps: Int, start: Double = 0, then next: LearningRateSchedule = .constant
    ) -> LearningRateSchedule {
        LearningRateSchedule(form: .warmup(steps: steps, start: start, then: next.form))
    }

    func counting(_ unit: Unit) -> LearningRateSchedule {
        var copy = self
        copy.unit = unit
        return copy
    }
}

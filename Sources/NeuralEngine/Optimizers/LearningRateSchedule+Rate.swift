#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#endif

extension LearningRateSchedule {
    /// The rate after so many steps (or epochs), for a rate η₀ to begin with.
    public func rate(after count: Int, initial: Double) -> Double {
        form.rate(Double(max(count, 0)), initial)
    }

    /// - Throws: ``EngineError/Code/invalidArgument`` naming the number that makes no sense.
    func validate() throws { try form.validate() }
}

extension LearningRateSchedule.Form {
    func rate(_ n: Double, _ initial: Double) -> Double {
        switch self {
        case .constant: return initial
        case .piecewise(let boundaries, let values):
            return values[boundaries.firstIndex { n <= Double($0) } ?? boundaries.count]
        case .exponential(let steps, let rate, let staircase):
            return initial * pow(rate, part(n, steps, staircase))
        case .inverseTime(let steps, let rate, let staircase):
            return initial / (1 + rate * part(n, steps, staircase))
        case .polynomial(let steps, let end, let power, let cycle):
            let length = Double(steps) * (cycle ? max(1, (n / Double(steps)).rounded(.up)) : 1)
            return (initial - end) * pow(1 - min(n, length) / length, power) + end
        case .cosine(let steps, let alpha, let target, let warmupSteps):
            if let target {
                guard n >= Double(warmupSteps) else { return initial + (target - initial) * n / Double(warmupSteps) }
                return target * Self.cosine((n - Double(warmupSteps)) / Double(steps), alpha: alpha)
            }
            return initial * Self.cosine(n / Double(steps), alpha: alpha)
        case .cosineRestarts(let first, let tMul, let mMul, let alpha):
            var place = n / Double(first)
            var round = floor(place)
            if tMul == 1 {
                place -= round
            } else {
                round = floor(log(1 - place * (1 - tMul)) / log(tMul))
                place = (place - (1 - pow(tMul, round)) / (1 - tMul)) / pow(tMul, round)
            }
            let wave = 0.5 * pow(mMul, round) * (1 + cos(Double.pi * place))
            return initial * ((1 - alpha) * wave + alpha)
        case .warmup(let steps, let start, let next):
            guard n >= Double(steps) else { return initial * (start + (1 - start) * n / Double(steps)) }
            return next.rate(n - Double(steps), initial)
        }
    }

    private func part(_ n: Double, _ steps: Int, _ staircase: Bool) -> Double {
        staircase ? floor(n / Double(steps)) : n / Double(steps)
    }

    private static func cosine(_ part: Double, alpha: Double) -> Double {
        (1 - alpha) * 0.5 * (1 + cos(Double.pi * min(part, 1))) + alpha
    }

    func validate() throws {
        func check(_ ok: Bool, _ text: String) throws {
            guard ok else { throw EngineError(.invalidArgument, "The learning-rate schedule's \(text).") }
        }
        func checkSteps(_ steps: Int, _ label: String = "decaySteps") throws {
            try check(steps >= 1, "\(label) is \(steps), expected 1 or more")
        }
        switch self {
        case .constant: break
        case .piecewise(let boundaries, let values):
            try check(
                values.count == boundaries.count + 1,
                "values are \(values.count) for \(boundaries.count) boundaries; expected one more")
            try check(
                zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 < $1 },
                "boundaries are \(boundaries), expected rising numbers")
            try check(values.allSatisfy { $0.isFinite && $0 > 0 }, "values are \(values), expected positive rates")
        case .exponential(let steps, let rate, _):
            try checkSteps(steps)
            try check(rate.isFinite && rate > 0, "decayRate is \(rate), expected a positive number, such as 0.96")
        case .inverseTime(let steps, let rate, _):
            try checkSteps(steps)
            try check(rate.isFinite && rate >= 0, "decayRate is \(rate), expected 0 or more, such as 0.5")
        case .polynomial(let steps, let end, let power, _):
            try checkSteps(steps)
            try check(end.isFinite && end >= 0, "endLearningRate is \(end), expected 0 or more")
            try check(power.isFinite && power > 0, "power is \(power), expected a positive number, such as 1")
        case .cosine(let steps, let alpha, let target, let warmupSteps):
            try checkSteps(steps)
            try check(alpha >= 0 && alpha <= 1, "alpha is \(alpha), expected a number from 0 to 1")
            try check(warmupSteps >= 0, "warmupSteps is \(warmupSteps), expected 0 or more")
            try check(
                target.map { $0.isFinite && $0 > 0 } ?? true, "warmupTarget is \(target ?? 0), expected a positive rate"
            )
        case .cosineRestarts(let first, let tMul, let mMul, let alpha):
            try checkSteps(first, "firstDecaySteps")
            try check(tMul.isFinite && tMul >= 1, "tMul is \(tMul), expected 1 or more")
            try check(mMul.isFinite && mMul > 0, "mMul is \(mMul), expected a positive number")
            try check(alpha >= 0 && alpha <= 1, "alpha is \(alpha), expected a number from 0 to 1")
        case .warmup(let steps, let start, let next):
            try checkSteps(steps, "warm-up")
            try check(start >= 0 && start <= 1, "start is \(start), expected a number from 0 to 1")
            try next.validate()
        }
    }
}

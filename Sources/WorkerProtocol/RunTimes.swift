/// How long repeated runs took: median and spread.
public struct RunTimes: Sendable, Equatable {
    /// Nanoseconds of one run, a value for each sample, shortest first.
    private let sorted: [Double]
    /// How many runs a sample is the mean of.
    private let loops: Int

    /// - Parameters:
    ///   - samples: nanoseconds of one run, a value for each sample; at least one.
    ///   - loops: how many runs each sample is the mean of.
    public init(_ samples: [Double], loops: Int) {
        sorted = samples.sorted()
        self.loops = loops
    }

    /// The median, of an even number of samples the mean of the middle two.
    public var median: Double { quantile(0.5) }

    /// Between samples the value is interpolated (type 7 of Hyndman and Fan 1996, the default of NumPy and R).
    public func quantile(_ part: Double) -> Double {
        guard let last = sorted.last else { return 0 }
        let place = part * Double(sorted.count - 1)
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
    }

    /// Two lines for people.
    public var text: String {
        let runs = loops == 1 ? "1 run" : "\(loops) runs"
        let samples = sorted.count == 1 ? "1 sample" : "\(sorted.count) samples"
        return """
            \(Self.text(median)) per run (median of \(samples), \(runs) each)
            half of them between \(Self.text(quantile(0.25))) and \(Self.text(quantile(0.75))), \
            all between \(Self.text(quantile(0))) and \(Self.text(quantile(1)))
            """
    }

    /// A time in the unit that suits it, with three digits: `1.25 ms`.
    public static func text(_ nanoseconds: Double) -> String {
        let units: [(String, Double)] = [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)]
        // What rounds to 1000 is 1 of the next unit.
        let unit = units.last { nanoseconds >= $0.1 * 0.9995 } ?? units[0]
        let value = nanoseconds / unit.1
        let decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        return "\(rounded(value, decimals)) \(unit.0)"
    }

    /// Without Foundation, which cells do not load.
    private static func rounded(_ value: Double, _ decimals: Int) -> String {
        let scale = decimals == 2 ? 100.0 : decimals == 1 ? 10 : 1
        let whole = Int((value * scale).rounded())
        guard decimals > 0 else { return String(whole) }
        let digits = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: decimals - digits.count) + digits
    }

    /// Measures: as many runs a sample as it takes to be well above the clock's own step, then the samples.
    ///
    /// - Parameters:
    ///   - loops: runs a sample; nil finds out how many fill ten milliseconds.
    ///   - samples: how many samples.
    ///   - body: runs this many times and returns the nanoseconds that took.
    public static func measure(loops: Int?, samples: Int, _ body: (Int) throws -> Double) rethrows -> RunTimes {
        var count = loops ?? 1
        if loops == nil {
            while try body(count) < enough, count < 1_000_000_000 { count *= count < 10 ? 10 : 5 }
        }
        var times: [Double] = []
        for _ in 0..<samples { times.append(try body(count) / Double(count)) }
        return RunTimes(times, loops: count)
    }

    /// As the other one, for what waits.
    public static func measure(
        loops: Int?, samples: Int, _ body: (Int) async throws -> Double
    ) async rethrows -> RunTimes {
        var count = loops ?? 1
        if loops == nil {
            while try await body(count) < enough, count < 1_000_000_000 { count *= count < 10 ? 10 : 5 }
        }
        var times: [Double] = []
        for _ in 0..<samples { times.append(try await body(count) / Double(count)) }
        return RunTimes(times, loops: count)
    }

    /// Ten milliseconds.
    private static let enough = 1e7
}

extension Duration {
    /// In nanoseconds.
    public var nanoseconds: Double { Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9 }
}

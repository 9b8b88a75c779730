import Testing
import WorkerProtocol

/// Median and spread, and how they are written.
struct RunTimesTests {
    @Test(
        arguments: [
            ([5.0], 0.5, 5.0), ([1, 3], 0.5, 2), ([3, 1, 2], 0.5, 2), ([1, 2, 3, 4], 0.25, 1.75),
            ([4, 2, 1, 3], 0.75, 3.25),
            ([1, 2, 3], 0, 1), ([1, 2, 3], 1, 3),
        ] as [([Double], Double, Double)])
    func quantiles(samples: [Double], part: Double, expected: Double) {
        #expect(RunTimes(samples, loops: 1).quantile(part) == expected)
    }

    @Test(
        arguments: [
            (0.5, "0.50 ns"), (1, "1.00 ns"), (9.994, "9.99 ns"), (9.996, "10.0 ns"), (99.96, "100 ns"),
            (999, "999 ns"),
            (999.6, "1.00 µs"), (1234, "1.23 µs"), (56_789, "56.8 µs"), (1e6, "1.00 ms"), (2.5e9, "2.50 s"),
            (7.2e12, "7200 s"),
        ] as [(Double, String)])
    func text(nanoseconds: Double, expected: String) {
        #expect(RunTimes.text(nanoseconds) == expected)
    }

    @Test("As many runs a sample as fill ten milliseconds, or as many as are asked for")
    func loops() {
        var counts: [Int] = []
        // A run takes a microsecond.
        let times = RunTimes.measure(loops: nil, samples: 3) { count in
            counts.append(count)
            return Double(count) * 1_000
        }
        #expect(counts == [1, 10, 50, 250, 1_250, 6_250, 31_250, 31_250, 31_250, 31_250])
        #expect(times.median == 1_000)
        counts = []
        _ = RunTimes.measure(loops: 7, samples: 2) { count in
            counts.append(count)
            return 1
        }
        #expect(counts == [7, 7])
    }

    @Test func words() {
        #expect(DirectiveName(word: "Time") == .time)
        #expect(DirectiveName(word: "timeit") == .bench)
        #expect(DirectiveName(word: "data") == nil)
    }
}

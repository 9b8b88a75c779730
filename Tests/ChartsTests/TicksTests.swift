import Charts
import Testing

@Suite struct TicksTests {
    @Test(
        arguments: [
            (0.0...1.0, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0...100, 5, ["0", "20", "40", "60", "80", "100"]),
            (-1.2...1.3, 4, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
            (3.1...3.9, 3, ["3.2", "3.4", "3.6", "3.8"]),
            (0...0.7, 6, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"]),
            (0...60_000, 4, ["0", "20\u{2009}000", "40\u{2009}000", "60\u{2009}000"]),
            (0...4000, 4, ["0", "1000", "2000", "3000", "4000"]),  // four digits stay together
            (0...3e6, 3, ["0", "1$\\cdot10^{6}$", "2$\\cdot10^{6}$", "3$\\cdot10^{6}$"]),
            (0...4e-5, 3, ["0", "1$\\cdot10^{-5}$", "2$\\cdot10^{-5}$", "3$\\cdot10^{-5}$", "4$\\cdot10^{-5}$"]),
            (1e15...1e15 + 2, 3, []),  // steps below what the arithmetic can tell apart: none rather than wrong ones
        ] as [(ClosedRange<Double>, Int, [String])])
    func linearLabelsAreRound(domain: ClosedRange<Double>, target: Int, labels: [String]) {
        #expect(Ticks.linear(domain, target: target).compactMap(\.label) == labels)
    }

    @Test func tickValuesAreExact() {
        #expect(Ticks.linear(0...1, target: 8).map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    }

    @Test(
        arguments: [
            (0.5...3.5, ["1", "2", "3"]),
            (1...1000, ["0", "200", "400", "600", "800", "1000"]),
            (0.0...0.5, ["0"]),
        ] as [(ClosedRange<Double>, [String])])
    func integersHaveNothingBetween(domain: ClosedRange<Double>, labels: [String]) {
        let ticks = Ticks.linear(domain, target: 5, integers: true)
        #expect(ticks.compactMap(\.label) == labels.filter { domain.contains(Double($0) ?? 0) })
    }

    @Test(
        arguments: [
            // Several powers: 10ⁿ labelled, 2...9 between.
            (0.001...10.0, 6, ["0.001", "0.01", "0.1", "1", "10"], true),
            // Long labels: powers, for all of them.
            (
                1e-6...1.0, 8,
                ["$10^{-6}$", "$10^{-5}$", "$10^{-4}$", "$10^{-3}$", "$10^{-2}$", "$10^{-1}$", "$10^{0}$"], true
            ),
            // Very many powers: every fifth.
            (1e-10...1e10, 4, ["$10^{-10}$", "$10^{-5}$", "$10^{0}$", "$10^{5}$", "$10^{10}$"], true),
            // Little more than one power: 1, 2, 5.
            (1...20, 5, ["1", "2", "5", "10", "20"], true),
            // Less than one: linear.
            (2...4, 4, ["2.0", "2.5", "3.0", "3.5", "4.0"], false),
        ] as [(ClosedRange<Double>, Int, [String], Bool)])
    func logarithmicLabels(domain: ClosedRange<Double>, target: Int, labels: [String], hasMinor: Bool) {
        let ticks = Ticks.logarithmic(domain, target: target)
        #expect(ticks.compactMap(\.label) == labels)
        #expect(ticks.contains { $0.label == nil } == hasMinor)
        #expect(ticks.allSatisfy { $0.value >= domain.lowerBound * 0.999 && $0.value <= domain.upperBound * 1.001 })
    }

    @Test(arguments: [0.0...0.0, -1.0...1.0, 0.0...1.0] as [ClosedRange<Double>])
    func aLogarithmNeedsPositiveNumbers(domain: ClosedRange<Double>) {
        #expect(Ticks.logarithmic(domain, target: 5).isEmpty)
    }

    @Test(
        arguments: [
            (0.0, "0"), (1, "1"), (-2.5, "-2.5"), (0.03125, "0.03125"), (1.0 / 3, "0.3333"), (12345, "12345"),
            (1_234_567, "1234567"), (12_345_678, "1.235e7"), (0.000_012_3, "1.23e-5"), (9.99996, "10"),
            (1e300, "1e300"),
            (.leastNonzeroMagnitude, "4.941e-324"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
        ] as [(Double, String)])
    func numbersAreReadable(value: Double, text: String) {
        #expect(NumberText.readable(value) == text)
    }
}

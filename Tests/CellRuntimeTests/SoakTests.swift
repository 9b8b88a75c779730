import Foundation
import Testing
import WorkerProtocol

/// Crashes and interrupts in random order in one session.
///
/// `CUADERNO_SOAK_ROUNDS` makes it long, `CUADERNO_SOAK_SEED` repeats one.
@Suite(.serialized) struct SoakTests {
    /// What leaves a mark on a session by its nature: a lock of the allocator's that stays locked, a thousand threads.
    private static let harmful: Set<String> = ["smashedHeap", "doubleFree", "manyThreads", "forks"]

    @Test func mixedRounds() throws {
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["CUADERNO_SOAK_ROUNDS"].flatMap { Int($0) } ?? 50
        let seed = environment["CUADERNO_SOAK_SEED"].flatMap { UInt64($0) } ?? 7
        var random = SplitMix(state: seed)
        let crashes = crashingCells.filter { !Self.harmful.contains($0.0.name) }
        let worker = try Session.begin()
        for round in 0..<rounds {
            if Bool.random(using: &random), let (cell, ending) = crashes.randomElement(using: &random) {
                let outcome = try worker.run(cell)
                #expect(ending.matches(outcome), "round \(round), seed \(seed), \(cell.name): \(outcome)")
            } else if let cell = endlessCells.randomElement(using: &random) {
                try worker.start(cell)
                worker.read(milliseconds: Int.random(in: 0...40, using: &random))
                try worker.interrupt()
                let outcome = try worker.outcome()
                guard case .interrupted = outcome else {
                    Issue.record("round \(round), seed \(seed), \(cell.name): \(outcome)")
                    continue
                }
            }
            try Session.expectWhole(worker)
        }
        #expect(worker.isAlive)
    }
}

/// Steele, Lea, Flood: "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

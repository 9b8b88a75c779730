import Foundation
import NeuralEngine
import Synchronization
import Testing

/// What remains of gradients that end early, never, or at the same time as others.
@Suite("Tapes come and go", .serialized)
struct TapeLifeTests {
    private struct Stop: Error {}

    @Test func anErrorInTheClosureLeavesNothingBehind() throws {
        let w: Tensor = [1, 2]
        var escaped = w
        #expect(throws: Stop.self) {
            _ = try gradient(at: w) { w in
                escaped = w * 3
                throw Stop()
            }
        }
        #expect(!escaped.isTracked && escaped == [3, 6])
        // To a later gradient it is a constant.
        #expect(try gradient(at: w) { w in try (w * escaped).sum() } == [3, 6])
        #expect(engineError { _ = try gradient(at: w) { _ in escaped.sum() } }?.code == .notDifferentiable)
    }

    @Test func tensorsThatOutliveTheirTapeAreConstants() throws {
        var kept: [Tensor] = []
        let slope = try gradient(at: Tensor(2)) { w in
            kept.append(w.squared())
            let inner = try gradient(at: Tensor(3)) { v in
                let product = try w * v
                kept.append(product)
                return product.squared()
            }
            // Of the inner tape only the outer variable's part is left: d/dw (w · 3).
            #expect(kept[1].isTracked)
            return try inner + kept[1]
        }
        // inner = 2 w² v = 6 w², whose slope is 12 w; w v has 3.
        #expect(slope == Tensor(27))
        #expect(kept.allSatisfy { !$0.isTracked })
        #expect((kept[0] * 2).isTracked == false)
    }

    @Test func memoryComesBack() throws {
        func residentPages() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(Int(text.split(separator: " ")[1]))
        }
        // Each gradient holds about 4 MB at once: hundreds of them, also abandoned ones, in less than 100 MB (25,000
        // pages) more, with what other tests hold meanwhile.
        let x = try Tensor.ones([512, 512])
        var kept: [Tensor] = []
        func run(_ times: Int) throws {
            for time in 0..<times {
                let slope = try? gradient(at: Tensor(1.0)) { w in
                    let y = try x * w
                    if time % 3 == 0 { throw Stop() }
                    if time % 50 == 1 { kept.append(try y.squared().exp().mean() * w) }
                    return try (y.squared() + y).mean()
                }
                #expect((slope == nil) == (time % 3 == 0))
            }
        }
        try run(20)
        let before = try residentPages()
        try run(600)
        #expect(try residentPages() - before < 25_000)
        #expect(kept.count == 9)
    }

    @Test func longRecordings() throws {
        // 100,000 operations one behind the other: nothing recurses over them.
        let slope = try gradient(at: Tensor(1)) { w in
            var y = w
            for _ in 0..<50_000 { y = y * 0.9999 + 0.0001 }
            return y
        }
        #expect(abs(try slope.scalar - 0.006737) < 1e-4)
    }

    @Test func onManyThreadsAtOnce() throws {
        let x = try Tensor.normal([16, 8], seed: 1)
        let t = try Tensor.normal([16, 1], seed: 2)
        let w = try Tensor.normal([8, 1], seed: 3)
        @Sendable func slope() throws -> Tensor {
            try gradient(at: w) { w in try meanSquaredError(x.matmul(w).tanh(), t) }
        }
        let expected = try slope()
        let wrong = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: 400) { _ in
            if (try? slope()) != expected { wrong.add(1, ordering: .relaxed) }
        }
        #expect(wrong.load(ordering: .relaxed) == 0)
    }

    @Test func oneFunctionOnManyThreads() throws {
        let slope = try gradient(at: Tensor([2, 3] as [Float])) { w in
            let parts = Mutex<[Tensor]>([])
            DispatchQueue.concurrentPerform(iterations: 100) { number in
                if let part = try? (w * Float(number) * w).sum() { parts.withLock { $0.append(part) } }
            }
            return try parts.withLock { try $0.reduce(Tensor(0)) { try $0 + $1 } }
        }
        #expect(worst(slope.scalars, [2 * 2 * 4950, 2 * 3 * 4950], relative: 1e-5, absolute: 0) <= 1)
    }

    /// A thread that stops for good in the middle, as that of a cell that was interrupted or crashed.
    @Test func oneThatNeverEnds() throws {
        let inside = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        let w: Tensor = [1, 2]
        Thread.detachNewThread {
            _ = try? gradient(at: w) { w in
                let y = w.squared()
                inside.signal()
                end.wait()
                return y.sum()
            }
            done.signal()
        }
        inside.wait()
        for _ in 0..<100 { #expect(try gradient(at: w) { $0.squared().sum() } == [2, 4]) }
        end.signal()
        done.wait()
    }
}

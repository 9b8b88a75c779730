import CKernels
import Foundation
import Testing

/// Work in pieces: each piece is done exactly once, whoever asks and from wherever.
///
/// One after the other, for the number of threads is one for the whole process.
@Suite("Work in pieces", .serialized)
struct ParallelTests {
    @Test("Every piece once, in thousands of works", arguments: [1, 2, 3, 7] as [Int32], [0, 1, 2, 3, 64, 1000])
    func stress(threads: Int32, pieces: Int) {
        withThreads(threads) {
            let tally = Tally(pieces)
            defer { tally.deallocate() }
            for _ in 0..<2000 { tally.run() }
            #expect(tally.all == Array(repeating: 2000, count: pieces))
        }
    }

    /// A helper that is late for a work of two pieces must not take what it reads of the next one, of nine, for its own.
    @Test("Every piece once, in works of changing sizes", arguments: [2, 3, 7] as [Int32])
    func changing(threads: Int32) {
        withThreads(threads) {
            let tallies = [2, 9, 3, 16, 5].map { Tally($0) }
            defer { for tally in tallies { tally.deallocate() } }
            for _ in 0..<40_000 {
                for tally in tallies { tally.run() }
            }
            for tally in tallies { #expect(tally.isEven(40_000)) }
        }
    }

    @Test("After pauses long enough to fall asleep")
    func sleeping() {
        withThreads(3) {
            let tally = Tally(16)
            defer { tally.deallocate() }
            for _ in 0..<100 {
                tally.run()
                usleep(300)
            }
            #expect(tally.all == Array(repeating: 100, count: 16))
        }
    }

    @Test("Work within a piece")
    func nested() {
        withThreads(3) {
            let tally = Tally(20, inner: 30)
            defer { tally.deallocate() }
            for _ in 0..<500 { tally.run() }
            #expect(tally.all == Array(repeating: 500, count: 600))
        }
    }

    @Test("Several callers at once")
    func concurrent() {
        withThreads(3) {
            let tallies = (0..<4).map { _ in Tally(50) }
            defer { for tally in tallies { tally.deallocate() } }
            DispatchQueue.concurrentPerform(iterations: tallies.count) { caller in
                for _ in 0..<500 { tallies[caller].run() }
            }
            for tally in tallies { #expect(tally.all == Array(repeating: 500, count: 50)) }
        }
    }

    /// A cell's thread may be stopped for ever in the midst of a piece.
    @Test("While another caller does not come back")
    func abandoned() {
        withThreads(3) {
            let isHeld = DispatchSemaphore(value: 0)
            let isOver = DispatchSemaphore(value: 0)
            let hasReturned = DispatchSemaphore(value: 0)
            final class Gate: Sendable {
                let isHeld: DispatchSemaphore
                let isOver: DispatchSemaphore
                init(_ isHeld: DispatchSemaphore, _ isOver: DispatchSemaphore) {
                    (self.isHeld, self.isOver) = (isHeld, isOver)
                }
            }
            let gate = Gate(isHeld, isOver)
            Thread.detachNewThread {
                ck_parallel(
                    { context, piece in
                        guard let context, piece == 0 else { return }
                        let gate = Unmanaged<Gate>.fromOpaque(context).takeUnretainedValue()
                        gate.isHeld.signal()
                        gate.isOver.wait()
                    }, Unmanaged.passUnretained(gate).toOpaque(), 4)
                hasReturned.signal()
            }
            isHeld.wait()
            let tally = Tally(40)
            defer { tally.deallocate() }
            for _ in 0..<200 { tally.run() }
            #expect(tally.all == Array(repeating: 200, count: 40))
            isOver.signal()
            hasReturned.wait()
        }
    }

    @Test("In a process forked from one with threads")
    func forked() throws {
        // Swift hides the call, since the child may use next to nothing; this one computes and leaves.
        let fork = try #require(dlsym(nil, "fork").map { unsafeBitCast($0, to: (@convention(c) () -> pid_t).self) })
        withThreads(3) {
            let tally = Tally(25)
            defer { tally.deallocate() }
            tally.run()
            let child = fork()
            if child == 0 {
                alarm(20)
                for _ in 0..<20 { tally.run() }
                _exit(tally.isEven(21) ? 7 : 1)
            }
            var status: Int32 = 0
            #expect(child > 0 && waitpid(child, &status, 0) == child)
            #expect(status == 7 << 8, "0x700: it left by itself with 7")
        }
    }

    @Test("A count below one is one")
    func count() {
        withThreads(-3) { #expect(ck_thread_count() == 1) }
    }

    private func withThreads(_ count: Int32, _ body: () -> Void) {
        let before = ck_thread_count()
        ck_set_thread_count(count)
        defer { ck_set_thread_count(before) }
        body()
    }
}

/// How often each piece was done: one that is left out, or done by two threads at once, shows in its count.
///
/// `@unchecked Sendable`: a piece writes its own count alone, and counts are read when all pieces are done.
private struct Tally: @unchecked Sendable {
    private let counts: UnsafeMutablePointer<Int>
    private let pieces: Int
    /// Pieces of the work within each piece; 0: none.
    private let inner: Int

    init(_ pieces: Int, inner: Int = 0) {
        self.pieces = pieces
        self.inner = inner
        counts = .allocate(capacity: pieces * max(inner, 1))
        counts.initialize(repeating: 0, count: pieces * max(inner, 1))
    }

    private init(counts: UnsafeMutablePointer<Int>, pieces: Int) {
        (self.counts, self.pieces, inner) = (counts, pieces, 0)
    }

    func deallocate() { counts.deallocate() }

    var all: [Int] { (0..<(pieces * max(inner, 1))).map { counts[$0] } }

    func isEven(_ count: Int) -> Bool { (0..<pieces).allSatisfy { counts[$0] == count } }

    func run() {
        var work = self
        ck_parallel(
            { context, piece in
                guard let work = context?.assumingMemoryBound(to: Tally.self).pointee else { return }
                if work.inner > 0 {
                    Tally(counts: work.counts + piece * work.inner, pieces: work.inner).run()
                } else {
                    work.counts[piece] += 1
                }
            }, &work, pieces)
    }
}

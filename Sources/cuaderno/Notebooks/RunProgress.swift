import Foundation
import Glibc
import Synchronization

/// Tells on standard error how far a run is: a bar in a terminal, a line for each cell elsewhere.
final class RunProgress: Sendable {
    private struct State {
        var total = 0
        var current = 0
        var source = ""
        var cellStart = ContinuousClock.now
        var start = ContinuousClock.now
        var isShown = false
    }

    private let isTerminal: Bool
    private let isQuiet: Bool
    private let state = Mutex(State())
    private let ticking = Mutex<Task<Void, Never>?>(nil)

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    func began(cells: Int) {
        state.withLock { state in
            state.total = cells
            state.start = .now
        }
        guard isTerminal, !isQuiet else { return }
        // The seconds of a long cell go on.
        ticking.withLock {
            $0 = Task { [weak self] in
                while (try? await Task.sleep(for: .milliseconds(500))) != nil { self?.draw() }
            }
        }
    }

    func cellBegan(_ number: Int, source: String) {
        state.withLock { state in
            state.current = number
            state.source = String(source.split(whereSeparator: \.isNewline).first ?? "")
            state.cellStart = .now
        }
        if isTerminal { draw() }
    }

    func cellEnded(_ number: Int, failed: Bool) {
        guard !isTerminal, !isQuiet else { return }
        let line = state.withLock { state in
            let seconds = Self.seconds(ContinuousClock.now - state.cellStart)
            return "In[\(number)]".padded(to: 8) + "\(number)/\(state.total)".padded(to: 10) + seconds.padded(to: 10)
                + (failed ? "FAILED  " : "") + state.source.prefix(60)
        }
        Self.write(line + "\n")
    }

    func ended(isComplete: Bool) {
        ticking.withLock { task in
            task?.cancel()
            task = nil
        }
        guard !isQuiet else { return }
        let line = state.withLock { state in
            let count = isComplete ? "\(state.total)" : "\(state.current) of \(state.total)"
            return
                "\(count) \(state.total == 1 ? "cell" : "cells") in \(Self.seconds(ContinuousClock.now - state.start))"
        }
        Self.write((isTerminal ? "\r\u{1B}[2K" : "") + line + "\n")
    }

    private func draw() {
        guard !isQuiet else { return }
        state.withLock { state in
            let width = Self.columns
            let done = max(0, state.current - 1)
            let filled = state.total == 0 ? 0 : done * 20 / state.total
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
            let line =
                "\(bar) \(done)/\(state.total)  In[\(state.current)] \(Self.seconds(ContinuousClock.now - state.cellStart))  "
                + state.source
            Self.write("\r\u{1B}[2K" + line.prefix(max(20, width - 1)))
        }
    }

    private static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func seconds(_ time: Duration) -> String {
        time.formatted(.units(allowed: [.seconds], width: .narrow, fractionalPart: .show(length: 1)))
    }

    static func write(_ text: some StringProtocol) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String {
        self + String(repeating: " ", count: max(1, length - count))
    }
}

import Dispatch
import Glibc
import Synchronization

/// Turns Ctrl-C and SIGTERM into an end of the run that writes what there is. The second one ends the program at once.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - stop: at the first signal.
    ///   - abandon: at the second, before the program ends.
    init(stop: @escaping @Sendable () -> Void, abandon: @escaping @Sendable () -> Void) {
        let counter = SignalCounter()
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            // Dispatch hears of a signal, but its default action would come first.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if counter.next() == 1 { return stop() }
                abandon()
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }
}

private final class SignalCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

import Glibc
import Synchronization

/// Where the handler writes to; -1 while no source exists. A handler can reach nothing but globals.
private let handlerDescriptor = Atomic<Int32>(-1)

/// Turns signals into bytes of a pipe, so that a poll loop handles them like everything else.
///
/// Only one at a time may exist. Handlers rather than a blocked mask or ignored signals: a process that the kernel starts inherits
/// those two, but not handlers.
final class SignalSource {
    private let pipe: SelfPipe
    private var previous: [(signal: Int32, action: sigaction)] = []

    /// - Throws: ``KernelError`` where the system has no file descriptors left.
    init(_ signals: [Int32]) throws(KernelError) {
        pipe = try SelfPipe()
        handlerDescriptor.store(pipe.writeDescriptor, ordering: .sequentiallyConsistent)
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in signals {
            sigaddset(&mask, signal)
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                let savedError = errno
                var byte = UInt8(truncatingIfNeeded: number)
                write(handlerDescriptor.load(ordering: .relaxed), &byte, 1)
                errno = savedError
            }
            action.sa_flags = SA_RESTART
            var old = sigaction()
            sigaction(signal, &action, &old)
            previous.append((signal, old))
        }
        // Swift's pool blocks signals in its threads, and a thread inherits that from the one that starts it. One thread has to take them.
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    }

    deinit {
        for (signal, action) in previous {
            var action = action
            sigaction(signal, &action, nil)
        }
        handlerDescriptor.store(-1, ordering: .sequentiallyConsistent)
    }

    /// Readable when a signal came.
    var fileDescriptor: Int32 {
        pipe.readDescriptor
    }

    /// The signals that came since the last call.
    func takeSignals() -> [Int32] {
        pipe.take().map(Int32.init)
    }
}

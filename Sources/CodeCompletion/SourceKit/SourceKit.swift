import Foundation
import Synchronization

/// The compiler's own answers about source, from a process that is started when it is needed.
///
/// sourcekitd can crash and can hang (24 nested brackets are enough). Every request therefore has a time limit, at which the
/// process is killed; the next request starts another.
public final class SourceKit: Sendable {
    /// The limits of the process.
    public struct Limits: Sendable {
        /// How long the process may work on an answer.
        public var answer = Duration.milliseconds(1_700)
        /// How long a new process may take for its first work, which reads the standard library. No cell's text is in it.
        public var warmUp = Duration.seconds(10)
        /// A process that nobody asks is ended after this.
        public var idle = Duration.seconds(300)
        /// A process that holds more bytes of its own than this is ended after its answer.
        public var memory = 400 << 20

        public init() {}
    }

    private struct State {
        var process: SourceKitProcess?
        var uses = 0
    }

    private let executable: String
    private let arguments: [String]
    private let cacheFolder: String?
    private let limits: Limits
    /// The process is waited for on a thread that nothing else needs. The state is touched there alone.
    private let queue = DispatchQueue(label: "sourcekit")
    private let state = Mutex(State())
    private let dependenciesChanged = Atomic<Bool>(false)

    /// - Parameters:
    ///   - executable: The path of `cuaderno-sourcekit`.
    ///   - arguments: Its arguments: the path of the toolchain's `libsourcekitdInProc.so`.
    ///   - cacheFolder: Where it keeps what it knows of modules between sessions.
    public init(executable: String, arguments: [String], cacheFolder: String? = nil, limits: Limits = Limits()) {
        self.executable = executable
        self.arguments = arguments
        self.cacheFolder = cacheFolder
        self.limits = limits
    }

    /// To be called when there are new modules, or others under the same name.
    public func noteChangedDependencies() { dependenciesChanged.store(true, ordering: .relaxed) }

    /// Ends the process, if there is one.
    public func end() {
        queue.async { [self] in state.withLock { $0.process = nil } }
    }

    /// The answer to a conversation; nil when there is none, within the time limit.
    ///
    /// - Parameter warmUp: What a new process is asked first.
    func answer(_ conversation: SourceKitConversation, warmUp: SourceKitConversation) async -> Data? {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                let answer = state.withLock { state in
                    readyProcess(&state, warmUp).flatMap { hold(conversation, with: $0, &state) }
                }
                continuation.resume(returning: answer)
            }
        }
    }

    private func readyProcess(_ state: inout State, _ warmUp: SourceKitConversation) -> SourceKitProcess? {
        if let process = state.process { return process }
        guard let process = SourceKitProcess(executable: executable, arguments: arguments) else { return nil }
        dependenciesChanged.store(false, ordering: .relaxed)
        let first = cacheFolder.map { SourceKitRequest("codecomplete.cache.ondisk", [("name", .text($0))]) }
        let deadline = ContinuousClock.now + limits.warmUp
        for request in (first.map { [$0] } ?? []) + warmUp.requests {
            guard process.answer(to: request, before: deadline) != nil else { return nil }
        }
        state.process = process
        return process
    }

    private func hold(
        _ conversation: SourceKitConversation, with process: SourceKitProcess, _ state: inout State
    ) -> Data? {
        let deadline = ContinuousClock.now + limits.answer
        var requests: [SourceKitRequest] = []
        if dependenciesChanged.exchange(false, ordering: .relaxed) {
            // What is known of a text rests on the modules as they were.
            requests = process.requestsToCloseAll() + [SourceKitRequest("dependency_updated", [])]
        }
        if let document = conversation.document { requests += process.requests(toOpen: document) }
        let wanted = requests.count + conversation.answer
        requests += conversation.requests
        var result: Data?
        for (index, request) in requests.enumerated() {
            guard let answer = process.answer(to: request, before: deadline) else {
                state.process = nil
                return result
            }
            if index == wanted { result = answer }
        }
        if process.memory > limits.memory { state.process = nil }
        state.uses += 1
        retireUnlessUsed(after: state.uses)
        return result
    }

    private func retireUnlessUsed(after uses: Int) {
        queue.asyncAfter(deadline: .now() + limits.idle.seconds) { [weak self] in
            self?.state.withLock { state in
                if state.uses == uses { state.process = nil }
            }
        }
    }
}

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
}

import JupyterProtocol

/// The questions to the user, one at a time: the first of them has been asked, or is about to be.
struct QuestionDesk {
    /// How long a client's stdin channel may take to come up; it is connected together with the others.
    private static let patience: Duration = .seconds(1)
    /// How many questions that nobody waits for any more are remembered.
    private static let staleLimit = 1_000

    private enum State {
        case unsent(since: ContinuousClock.Instant)
        case sent(Header)
    }

    private var questions: [Question] = []
    private var state: State?
    /// Ids of `input_request`s that were cancelled: an answer to one of them answers no other question.
    private var stale: Set<String> = []
    /// Questions whose cancellation came before they did.
    private var cancelledEarly: Set<Int> = []

    /// Whether a question waits to be sent.
    var isUnsent: Bool {
        if case .unsent? = state { true } else { false }
    }

    /// The question to send now.
    var unsent: Question? {
        isUnsent ? questions.first : nil
    }

    /// Whether the client should have become reachable by now.
    var isOverdue: Bool {
        if case .unsent(let since)? = state { ContinuousClock.now - since > Self.patience } else { false }
    }

    mutating func add(_ question: Question) {
        guard cancelledEarly.remove(question.id) == nil else { return question.fail(.interrupted) }
        questions.append(question)
        if state == nil { state = .unsent(since: .now) }
    }

    /// The first question is on its way.
    mutating func markSent(_ header: Header) {
        state = .sent(header)
    }

    /// Finds the question that a message answers, and takes it off the desk.
    mutating func take(answeredBy message: Message) -> Question? {
        guard case .sent(let header)? = state, let question = questions.first,
            question.source.request.identities == message.identities
        else { return nil }
        // Not every client names the question that it answers.
        if let parent = message.parent, parent.id != header.id, stale.contains(parent.id) { return nil }
        removeFirst()
        return question
    }

    /// Takes the questions off the desk that a condition holds for.
    mutating func remove(where isWanted: (Question) -> Bool) -> [Question] {
        let removed = questions.filter(isWanted)
        guard !removed.isEmpty else { return [] }
        let first = questions.first?.id
        questions.removeAll(where: isWanted)
        if questions.first?.id != first { advance() }
        return removed
    }

    /// Takes one question off the desk, also where it is yet to come.
    mutating func cancel(_ id: Int) -> Question? {
        if let question = remove(where: { $0.id == id }).first { return question }
        cancelledEarly.insert(id)
        return nil
    }

    private mutating func removeFirst() {
        questions.removeFirst()
        state = nil
        advance()
    }

    private mutating func advance() {
        if case .sent(let header)? = state {
            if stale.count >= Self.staleLimit { stale.removeAll() }
            stale.insert(header.id)
        }
        state = questions.isEmpty ? nil : .unsent(since: .now)
    }
}

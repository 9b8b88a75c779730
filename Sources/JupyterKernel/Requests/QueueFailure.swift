import JupyterProtocol

/// A cell's failure that drops the cells behind it, also those that were on their way when it happened.
///
/// "Run All" sends all cells at once, but a browser's cells arrive one by one, and a command fails within a millisecond. So the dates
/// in the headers count as well. Between the making of the failed cell's message and the failure's becoming known to the client,
/// more time passed by the client's clock than between arrival and failure by the kernel's: a message made earlier than that was made
/// without knowledge of the failure. Only differences of one clock are compared, so the two clocks need not agree.
struct QueueFailure {
    private let session: String
    private let date: HeaderDate
    /// Microseconds from the arrival of the cell to its failure.
    private let duration: Int64

    /// A command fails a quarter of a millisecond after it came, and what a client sends together with it takes longer to be made. So
    /// a failure is told no sooner than this: what was made until then was certainly made without knowledge of it.
    private static let shortestDuration = Duration.milliseconds(5)

    /// Returns when the failure of a cell may be told.
    static func letOthersArrive(behind request: Request) async {
        let left = shortestDuration - (ContinuousClock.now - request.arrival)
        if left > .zero { try? await Task.sleep(for: left) }
    }

    /// Nil where the failed cell has no date that can be read.
    init?(of request: Request) {
        guard let date = HeaderDate(request.header.date) else { return nil }
        session = request.header.session
        self.date = date
        duration = Int64((ContinuousClock.now - request.arrival) / .microseconds(1))
    }

    /// Whether the client certainly made a request before it could know of the failure.
    func precedesKnowledge(_ request: Request) -> Bool {
        guard request.header.session == session, let other = HeaderDate(request.header.date) else { return false }
        let latest = other.time.microseconds + other.resolution
        return latest - date.time.microseconds <= duration
    }
}

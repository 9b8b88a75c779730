import JupyterProtocol
import Synchronization

/// A question to the user that waits for its answer.
struct Question: Sendable {
    private static let count = Atomic<Int>(0)

    let id: Int
    /// Whose question it is: the client that sent this request is asked.
    let source: CellChannel
    let prompt: String
    let isPassword: Bool
    /// To be resumed once.
    let answer: CheckedContinuation<String, any Error>

    static func nextID() -> Int {
        count.wrappingAdd(1, ordering: .relaxed).newValue
    }

    func fail(_ error: InputError) {
        answer.resume(throwing: error)
    }
}

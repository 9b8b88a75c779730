/// The cells that wait for their turn.
struct ExecutionQueue {
    private var requests: [Request?] = []
    private var start = 0

    var count: Int {
        requests.count - start
    }

    mutating func append(_ request: Request) {
        requests.append(request)
    }

    mutating func popFirst() -> Request? {
        guard start < requests.count else { return nil }
        defer {
            requests[start] = nil
            start += 1
            // Room is given back in large pieces, so that taking a cell costs the same however many wait.
            if start > 256, start * 2 > requests.count {
                requests.removeFirst(start)
                start = 0
            }
        }
        return requests[start]
    }
}

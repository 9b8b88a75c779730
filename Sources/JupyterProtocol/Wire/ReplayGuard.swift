/// Remembers the latest signatures, so that a message that somebody recorded and sends again is noticed.
public struct ReplayGuard: Sendable {
    private var known: Set<[UInt8]> = []
    /// A ring: the oldest signature makes room for the newest.
    private var ring: [[UInt8]] = []
    private var next = 0
    private let capacity: Int

    /// - Parameter capacity: how many signatures are remembered.
    public init(capacity: Int = 65_536) {
        self.capacity = max(1, capacity)
    }

    /// Remembers a signature.
    /// - Returns: false where it has been seen before.
    public mutating func insert(_ signature: [UInt8]) -> Bool {
        guard known.insert(signature).inserted else { return false }
        if ring.count < capacity {
            ring.append(signature)
        } else {
            known.remove(ring[next])
            ring[next] = signature
            next = (next + 1) % capacity
        }
        return true
    }
}

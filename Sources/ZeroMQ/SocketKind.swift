import CZeroMQ

/// The pattern that a socket follows.
public enum SocketKind: Sendable, CaseIterable {
    /// Exclusive connection to one peer.
    case pair
    /// Talks to many peers, round robin, without the strict alternation of `request`.
    case dealer
    /// Talks to many peers by their identities, the first frame of each message.
    case router
    /// One question, one answer.
    case request
    /// Publishes to subscribers, and receives their subscriptions as messages.
    case publisherWithSubscriptions
    /// Receives what it subscribed to.
    case subscriber

    var rawType: Int32 {
        switch self {
        case .pair: ZMQ_PAIR
        case .dealer: ZMQ_DEALER
        case .router: ZMQ_ROUTER
        case .request: ZMQ_REQ
        case .publisherWithSubscriptions: ZMQ_XPUB
        case .subscriber: ZMQ_SUB
        }
    }
}

internal import Wire

/// What the gateway takes in before it asks who is calling.
package struct Limits: Hashable, Sendable {
    /// Requests answered at the same time; more are refused with 503.
    package var concurrentRequests: Int
    /// Requests a second from one address, as a rate that may briefly be exceeded twofold; zero is no limit.
    package var requestsPerSecond: Int
    /// Bytes of a signed request's body.
    package var bodySize: Int
    /// Bytes of an unsigned request's body; nobody answers for it.
    package var unsignedBodySize: Int
    package var headerCount: Int
    /// Bytes of all headers together.
    package var headerSize: Int

    package init(
        concurrentRequests: Int = 4096,
        requestsPerSecond: Int = 0,
        bodySize: Int = 16 << 20,
        unsignedBodySize: Int = 1 << 20,
        headerCount: Int = 128,
        headerSize: Int = 32 << 10
    ) {
        self.concurrentRequests = concurrentRequests
        self.requestsPerSecond = requestsPerSecond
        self.bodySize = bodySize
        self.unsignedBodySize = unsignedBodySize
        self.headerCount = headerCount
        self.headerSize = headerSize
    }
}

extension Limits {
    /// The limit that holds for a request by what its head says.
    func bodySize(of head: WireRequest) -> Int {
        let isSigned = head.headers["authorization"] != nil || head.query.contains("X-Amz-Signature=")
        return isSigned ? bodySize : unsignedBodySize
    }
}

internal import Wire

/// What the gateway takes in before it asks who is calling.
package struct Limits: Hashable, Sendable {
    /// Requests answered at the same time; more are refused with 503.
    package var concurrentRequests: Int
    /// Requests a second from one address, as a rate that may briefly be exceeded twofold; zero is no limit.
    package var requestsPerSecond: Int
    /// Bytes of an unsigned request's body; nobody answers for it.
    package var unsignedBodySize: Int
    /// Bytes of all bodies held at the same time that are larger than an unsigned one may be; more get 503.
    package var heldBodies: Int
    package var headerCount: Int
    /// Bytes of all headers together.
    package var headerSize: Int

    package init(
        concurrentRequests: Int = 4096,
        requestsPerSecond: Int = 0,
        unsignedBodySize: Int = 1 << 20,
        heldBodies: Int = 512 << 20,
        headerCount: Int = 128,
        headerSize: Int = 32 << 10
    ) {
        self.concurrentRequests = concurrentRequests
        self.requestsPerSecond = requestsPerSecond
        self.unsignedBodySize = unsignedBodySize
        self.heldBodies = heldBodies
        self.headerCount = headerCount
        self.headerSize = headerSize
    }
}

extension Limits {
    /// Bytes of the largest body that any protocol takes; a site may take more.
    static let largestBodySize = WireProtocol.allCases.map(bodySize).max() ?? 0

    /// Bytes of a signed body, by what the largest operation of a protocol takes on AWS.
    static func bodySize(of wireProtocol: WireProtocol) -> Int {
        switch wireProtocol {
        // DynamoDB's BatchWriteItem.
        case .json10: 16 << 20
        // PutLogEvents: 1 MiB of text, which escapes may make six times as long.
        case .json11: 8 << 20
        // Lambda's CreateFunction: 50 MiB of code in base64, and the rest of the request.
        case .restJSON: 70_167_211
        case .restXML: 16 << 20
        // IAM's CreateSAMLProvider: 10,000,000 characters, each of which the form may spell with three.
        case .query: 32 << 20
        }
    }
}

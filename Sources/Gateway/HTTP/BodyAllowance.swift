internal import Kernel
internal import Synchronization
internal import Wire

/// How much of a body is read before anybody has been asked who is calling, and how much memory all of them may take.
final class BodyAllowance: Sendable {
    /// The answer to a request whose body has no room.
    enum Refusal: Error {
        case tooLarge
        case noRoom
    }

    private let limits: Limits
    private let table: ServiceTable
    private let sites: SiteTable
    private let held = Mutex(0)

    init(limits: Limits, table: ServiceTable, sites: SiteTable = SiteTable()) {
        self.limits = limits
        self.table = table
        self.sites = sites
    }

    /// Bytes of the largest body that any request may have.
    var largest: Int { max(Limits.largestBodySize, sites.largestBody) }

    /// Bytes that a request's body may have, by what its head says.
    func limit(of head: WireRequest) -> Int {
        if let limit = sites.site(of: head)?.bodyLimit(of: head) { return limit }
        let isSigned = head.headers["authorization"] != nil || head.query.contains("X-Amz-Signature=")
        guard isSigned else { return limits.unsignedBodySize }
        return Limits.bodySize(of: table.wireProtocol(of: head))
    }

    /// Reads a body by `collect`, which gets the limit; large bodies take their place among those held meanwhile.
    ///
    /// - Parameter declared: the length that the head declares, if it does.
    func withBody<Result>(
        of head: WireRequest,
        declared: Int?,
        _ answer: (_ limit: Int) async throws -> Result
    ) async throws -> Result {
        if let declared, declared <= limits.unsignedBodySize { return try await answer(declared) }
        let limit = limit(of: head)
        guard declared ?? 0 <= limit else { throw Refusal.tooLarge }
        guard limit > limits.unsignedBodySize else { return try await answer(limit) }
        let size = declared ?? limit
        guard take(size) else { throw Refusal.noRoom }
        defer { held.withLock { $0 -= size } }
        return try await answer(limit)
    }

    private func take(_ size: Int) -> Bool {
        held.withLock { held in
            guard held + size <= limits.heldBodies else { return false }
            held += size
            return true
        }
    }
}

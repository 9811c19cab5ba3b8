package import Wire

/// Something that answers plain HTTP at hosts of its own rather than AWS operations: function URLs, web sites.
///
/// Passes through the same pipeline as an operation: limits, authentication where its place demands it, authorization.
package protocol Site: Sendable {
    /// The service and operation that log lines and metrics name, such as `lambda` and `InvokeFunctionUrl`.
    var service: String { get }
    var operation: String { get }

    /// Whether a request by this host name (without port, in lower case) and path is this site's. Must be quick.
    func answers(host: String, path: String) -> Bool

    /// Bytes of the largest body that this site ever takes, where that is more than other requests may have; else zero.
    var largestBody: Int { get }

    /// Bytes that this request's body may have, by its head alone; `nil` where the site knows no better than the
    /// gateway. Asked before anybody's rights are known: the head must prove that the caller may send so much.
    func bodyLimit(of head: WireRequest) -> Int?

    /// Where the request acts; throws the `ServiceError` for an address at which nothing lives.
    func place(of request: WireRequest) async throws -> SitePlace

    /// What IAM is asked; `[]` lets everybody in.
    func permissions(for request: WireRequest, in call: Call) async throws -> [Permission]

    func respond(to request: WireRequest, in call: Call) async throws -> WireResponse

    /// Spells an error as this site does.
    func refusal(for error: ServiceError, requestID: String) -> WireResponse
}

extension Site {
    package var largestBody: Int { 0 }

    package func bodyLimit(of head: WireRequest) -> Int? { nil }
}

/// Where a site's resource lives.
package struct SitePlace: Hashable, Sendable {
    package var account: AccountID
    package var region: Region
    /// The service name in the scope of the signature that callers must bring; `nil` where everybody comes as nobody,
    /// and an `Authorization` header is the resource's own affair.
    package var signingName: String?

    package init(account: AccountID, region: Region, signingName: String?) {
        self.account = account
        self.region = region
        self.signingName = signingName
    }
}

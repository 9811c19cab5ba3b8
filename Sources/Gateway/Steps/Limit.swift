internal import Kernel
internal import Wire

/// Turns away what is too much, before anything is asked of the store.
struct Limit: Sendable {
    private let limits: Limits
    private let metrics: Metrics
    private let rates: RateLimiter

    init(limits: Limits, metrics: Metrics) {
        self.limits = limits
        self.metrics = metrics
        rates = RateLimiter(perSecond: limits.requestsPerSecond)
    }

    /// Takes a place among the requests in flight; every one taken is given back with `end()`.
    func begin() -> Bool {
        metrics.begin(limit: limits.concurrentRequests)
    }

    func end() {
        metrics.end()
    }

    func callAsFunction(_ exchange: Exchange) throws(ServiceError) {
        let fields = exchange.request.headers.fields
        guard fields.count <= limits.headerCount,
            fields.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count }) <= limits.headerSize
        else { throw .headersTooLarge }
        guard let address = exchange.source.address else { return }
        guard rates.admit(address, at: exchange.receivedAt) else { throw CommonError.throttling() }
    }
}

extension ServiceError {
    static let overloaded = ServiceError(
        code: "ServiceUnavailable",
        jsonCode: "ServiceUnavailableException",
        status: 503,
        message: "The request has failed due to a temporary failure of the server."
    )
    static let oversized = ServiceError(
        code: "RequestEntityTooLarge",
        jsonCode: "RequestTooLargeException",
        status: 413,
        message: "The request body is larger than this service accepts."
    )
    static let headersTooLarge = ServiceError(
        code: "RequestHeaderSectionTooLarge",
        status: 400,
        message: "Your request header section exceeds the maximum allowed size."
    )
}

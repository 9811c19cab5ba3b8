internal import Kernel
internal import Wire

/// One request on its way through the pipeline; each step adds what it found.
struct Exchange: Sendable {
    let request: WireRequest
    let source: Call.Source
    let requestID: String
    let receivedAt: Timestamp
    /// The clock's microseconds at acceptance.
    let startedAt: Int64

    /// Set by `Identify`: an operation of a service, or else a site.
    var target: ServiceTable.Target?
    var site: (any Site)?
    /// Where the site's resource lives; set by `Authenticate`.
    var place: SitePlace?
    /// What the signature claims; set by `Identify`, believed only after `Authenticate`.
    var signature: Result<RequestSignature?, SignatureFault> = .success(nil)
    /// Set by `Authenticate`.
    var principal: Principal = .anonymous

    /// The signature, where there is one and it can be read.
    var readableSignature: RequestSignature? {
        (try? signature.get()) ?? nil
    }

    init(request: WireRequest, source: Call.Source, requestID: String, clock: any Clock) {
        self.request = request
        self.source = source
        self.requestID = requestID
        receivedAt = clock.now()
        startedAt = clock.microseconds()
    }
}

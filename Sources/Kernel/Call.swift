package import Logging
package import Wire

/// The circumstances of one request, known before its operation runs.
package struct Call: Sendable {
    /// Returned to the caller and found in the log.
    package var requestID: String
    package var principal: Principal
    /// The account that is acted in: the caller's own.
    package var account: AccountID
    package var region: Region
    /// The moment at which the request was accepted; operations take no other.
    package var time: Timestamp
    package var source: Source
    /// The resource on whose behalf one of our own services calls another, such as a user pool's ARN.
    package var sourceARN: String?
    package var logger: Logger

    /// Where a request came from.
    package struct Source: Hashable, Sendable {
        /// The peer's address, such as `127.0.0.1`; `nil` for calls between our own services.
        package var address: String?
        package var userAgent: String?
        /// Whether it came over TLS.
        package var isSecure: Bool
        /// The scheme, host and port by which the caller reached the server, such as `http://127.0.0.1:4566`.
        package var endpoint: String

        package init(address: String? = nil, userAgent: String? = nil, isSecure: Bool = false, endpoint: String = "") {
            self.address = address
            self.userAgent = userAgent
            self.isSecure = isSecure
            self.endpoint = endpoint
        }
    }

    package init(
        requestID: String,
        principal: Principal,
        account: AccountID,
        region: Region,
        time: Timestamp,
        source: Source = .init(),
        logger: Logger = Logger(label: "martlet")
    ) {
        self.requestID = requestID
        self.principal = principal
        self.account = account
        self.region = region
        self.time = time
        self.source = source
        self.logger = logger
    }
}

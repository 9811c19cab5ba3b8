/// Why something on another host could not be fetched.
package enum OutgoingFault: Error, Hashable, Sendable {
    /// The address lies in a private network that the operator has not opened.
    case refused(String)
    case failed(String)
    /// The answer was longer than allowed, or took too long.
    case tooMuch(String)
}

/// Requests to addresses that users can name; every one passes the filter against private networks.
package protocol OutgoingHTTP: Sendable {
    /// The body of a successful GET, at most `limit` bytes, within five seconds, following no redirect.
    func get(_ url: String, limit: Int) async throws(OutgoingFault) -> [UInt8]
}

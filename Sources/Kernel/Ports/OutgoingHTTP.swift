/// Why something on another host could not be fetched.
package enum OutgoingFault: Error, Hashable, Sendable {
    /// The address lies in a private network that the operator has not opened.
    case refused(String)
    case failed(String)
    /// The answer was longer than allowed, or took too long.
    case tooMuch(String)
}

/// What another host answered, of whatever status.
package struct OutgoingAnswer: Hashable, Sendable {
    package var status: Int
    package var body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Requests to addresses that users can name; every one passes the filter against private networks.
package protocol OutgoingHTTP: Sendable {
    /// The answer to a GET, its body at most `limit` bytes, within five seconds; redirects are answers like others.
    ///
    /// Faults never hold what stands behind a URL's question mark, nor headers: both may be secret.
    func answer(to url: String, headers: [String: String], limit: Int) async throws(OutgoingFault) -> OutgoingAnswer
}

extension OutgoingHTTP {
    /// The body of a GET that succeeded.
    package func get(_ url: String, limit: Int) async throws(OutgoingFault) -> [UInt8] {
        let answer = try await answer(to: url, headers: [:], limit: limit)
        guard answer.status == 200 else {
            throw .failed("'\(url.prefix { $0 != "?" })' answered \(answer.status)")
        }
        return answer.body
    }
}

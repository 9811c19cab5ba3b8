/// What is written down of one answered request. Holds what was asked and by whom, never a secret.
package struct RequestLine: Hashable, Sendable {
    package var id: String
    package var service: String
    package var operation: String
    package var principal: String
    package var status: Int
    package var microseconds: Int64
    /// The error's code, where the answer is one.
    package var code: String?
    /// Why the server failed; only the log may tell.
    package var cause: String?
}

/// Where request lines go. Called for every request, so it must be quick.
package protocol RequestLog: Sendable {
    func write(_ line: RequestLine)
}

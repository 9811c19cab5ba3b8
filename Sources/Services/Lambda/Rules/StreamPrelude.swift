/// Finds the head that a function sends before a streamed body: JSON, then eight zero bytes.
///
/// Source: the content type `application/vnd.awslambda.http-integration-response` as Amazon's runtime clients write it.
struct StreamPrelude: Sendable {
    static let contentType = "application/vnd.awslambda.http-integration-response"
    private static let separatorLength = 8
    /// Far more than any head; a function that never ends its head is not to fill the memory.
    private static let limit = 65_536

    /// What has come so far.
    enum Step: Hashable, Sendable {
        case incomplete
        /// The head, and the first bytes of the body behind it.
        case complete(head: [UInt8], rest: [UInt8])
        case malformed
    }

    private var bytes: [UInt8] = []

    mutating func take(_ part: [UInt8]) -> Step {
        let start = max(0, bytes.count - Self.separatorLength + 1)
        bytes += part
        var zeros = 0
        for index in start..<bytes.count {
            zeros = bytes[index] == 0 ? zeros + 1 : 0
            guard zeros == Self.separatorLength else { continue }
            let head = Array(bytes[..<(index + 1 - Self.separatorLength)])
            return .complete(head: head, rest: Array(bytes[(index + 1)...]))
        }
        return bytes.count > Self.limit ? .malformed : .incomplete
    }
}

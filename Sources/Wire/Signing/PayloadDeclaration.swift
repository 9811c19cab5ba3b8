/// What `x-amz-content-sha256` says of a body.
///
/// Source: "Authenticating Requests: Using the Authorization Header" in the S3 API Reference.
package enum PayloadDeclaration: Hashable, Sendable {
    /// The header is absent.
    case absent
    /// The body's SHA-256 in lowercase hexadecimal.
    case hash(String)
    case unsigned
    /// `aws-chunked`, every chunk signed.
    case signedChunks
    /// `aws-chunked`, every chunk and the trailers signed.
    case signedChunksWithTrailer
    /// `aws-chunked`, nothing signed but the headers; trailers follow.
    case unsignedChunksWithTrailer
    /// A value that no rule knows, SigV4A's among them.
    case unknown(String)

    package init(header: String?) {
        guard let header else {
            self = .absent
            return
        }
        switch header {
        case "UNSIGNED-PAYLOAD": self = .unsigned
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": self = .signedChunks
        case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": self = .signedChunksWithTrailer
        case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": self = .unsignedChunksWithTrailer
        default:
            let isHash = header.utf8.count == 64 && header.utf8.allSatisfy { ASCII.hexadecimalValue($0) != nil }
            self = isHash ? .hash(header) : .unknown(header)
        }
    }

    /// The header's value; `nil` for an absent header.
    package var header: String? {
        switch self {
        case .absent: nil
        case .hash(let value), .unknown(let value): value
        case .unsigned: "UNSIGNED-PAYLOAD"
        case .signedChunks: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        case .signedChunksWithTrailer: "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
        case .unsignedChunksWithTrailer: "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        }
    }

    /// Whether the body is framed as `aws-chunked`.
    package var isChunked: Bool {
        self == .signedChunks || self == .signedChunksWithTrailer || self == .unsignedChunksWithTrailer
    }
}

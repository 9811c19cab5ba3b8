internal import Crypto

/// The signatures of a streamed body: each chunk's covers the one before, the first the request's own.
///
/// Source: "Transferring Payload in Multiple Chunks" and "Including Trailing Headers" in the S3 API Reference.
package struct ChunkSignatureChain: Sendable {
    private let key: SigningKey
    private let date: String
    private let scope: CredentialScope
    private var previous: [UInt8]

    package init(key: SigningKey, date: String, scope: CredentialScope, seed: String) {
        self.key = key
        self.date = date
        self.scope = scope
        previous = Array(seed.utf8)
    }

    /// The signature of the next chunk, by the SHA-256 of its data; the last chunk is empty.
    mutating func next(chunk digest: SHA256Digest) -> [UInt8] {
        var text = start("AWS4-HMAC-SHA256-PAYLOAD")
        text.append(contentsOf: SigningText.emptyHash.utf8)
        text.append(SigningText.newline)
        text.append(contentsOf: digest.hex)
        previous = key.signature(of: text)
        return previous
    }

    /// The signature of the trailers, each as `name:value` and a newline.
    mutating func next(trailers: [UInt8]) -> [UInt8] {
        var text = start("AWS4-HMAC-SHA256-TRAILER")
        text.append(contentsOf: SigningHash.digest(trailers).hex)
        previous = key.signature(of: text)
        return previous
    }

    private func start(_ algorithm: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(320)
        text.append(contentsOf: algorithm.utf8)
        text.append(SigningText.newline)
        text.append(contentsOf: date.utf8)
        text.append(SigningText.newline)
        scope.append(to: &text)
        text.append(SigningText.newline)
        text.append(contentsOf: previous)
        text.append(SigningText.newline)
        return text
    }
}

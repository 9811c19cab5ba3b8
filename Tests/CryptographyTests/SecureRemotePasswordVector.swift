import Crypto
import Testing

@testable import Cryptography

/// A whole sign-in as pycognito does it, against a server computed from the protocol's definition with Python's
/// integers; `Tests/Tools/SignInVectors` tells how. Long numbers are given as digests of them.
struct SecureRemotePasswordVector: Sendable, CustomTestStringConvertible {
    let label: String
    let pool: String
    let user: String
    let password: String
    let salt: String
    /// Of the client's secret and the server's, in bytes.
    let lengths: (client: Int, server: Int)
    /// Of the verifier's 384 bytes.
    let verifier: String
    /// Of A's digits.
    let client: String
    /// Of B's digits.
    let server: String
    let signature: String

    static let timestamp = "Tue Nov 3 04:05:06 UTC 2026"

    var testDescription: String { label }
    var saltBytes: [UInt8] { Hexadecimal.bytes(salt) ?? [] }
    var clientSecret: [UInt8] { expanded("a", lengths.client) }
    var serverSecret: [UInt8] { expanded("b", lengths.server) }
    var secretBlock: [UInt8] { expanded("block", 48) }

    /// So many bytes of the digests of the label, a name and a count.
    private func expanded(_ name: String, _ count: Int) -> [UInt8] {
        let blocks = (0..<(count + 31) / 32).flatMap { Array(SHA256.hash(data: Array("\(label) \(name) \($0)".utf8))) }
        return Array(blocks.prefix(count))
    }
}

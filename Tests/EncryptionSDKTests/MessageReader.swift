import Crypto
import Foundation

@testable import EncryptionSDK

/// Reads messages by the published format, written apart from what writes them.
struct MessageReader {
    struct Malformed: Error {}

    let bytes: [UInt8]
    private var place = 0
    private(set) var suite: UInt64 = 0
    private(set) var identifier: [UInt8] = []
    private(set) var context: [String: String] = [:]
    private(set) var names: [String] = []
    private(set) var keys: [EncryptedDataKey] = []
    private(set) var contentType: UInt64 = 0
    private(set) var frameLength: UInt64 = 0
    private var headerLength = 0

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        guard try number(1) == 1, try number(1) == 0x80 else { throw Malformed() }
        suite = try number(2)
        identifier = try take(16)
        let end = Int(try number(2)) + place
        for _ in 0..<Int(try number(2)) {
            let name = try text()
            names.append(name)
            context[name] = try text()
        }
        guard place == end else { throw Malformed() }
        for _ in 0..<Int(try number(2)) {
            let provider = try text()
            keys.append(EncryptedDataKey(provider: provider, keyName: try text(), ciphertext: try field()))
        }
        contentType = try number(1)
        guard try number(4) == 0, try number(1) == 12 else { throw Malformed() }
        frameLength = try number(4)
        headerLength = place
    }

    /// Opens the whole message and checks its signature.
    mutating func plaintext(with dataKey: [UInt8]) throws -> [UInt8] {
        let key = HKDF<SHA384>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: dataKey), info: [3, 0x78] + identifier, outputByteCount: 32)
        let header = Array(bytes[..<headerLength])
        _ = try open([], header, key)
        var plaintext: [UInt8] = []
        var expected: UInt64 = 1
        while true {
            var sequence = try number(4)
            let isLast = sequence == 0xffff_ffff
            if isLast { sequence = try number(4) }
            guard sequence == expected else { throw Malformed() }
            expected += 1
            plaintext += try frame(sequence, isLast: isLast, key)
            if isLast { break }
        }
        let signed = bytes[..<place]
        let signature = try P384.Signing.ECDSASignature(derRepresentation: try field())
        guard let encoded = context["aws-crypto-public-key"].flatMap({ Data(base64Encoded: $0) }) else {
            throw Malformed()
        }
        let verifier = try P384.Signing.PublicKey(compressedRepresentation: encoded)
        guard verifier.isValidSignature(signature, for: Data(signed)), place == bytes.count else { throw Malformed() }
        return plaintext
    }

    private mutating func frame(_ sequence: UInt64, isLast: Bool, _ key: SymmetricKey) throws -> [UInt8] {
        let nonce = try take(12)
        let length = isLast ? try number(4) : frameLength
        let kind = isLast ? "AWSKMSEncryptionClient Final Frame" : "AWSKMSEncryptionClient Frame"
        let authenticated = identifier + Array(kind.utf8) + big(sequence, 4) + big(length, 8)
        let content = try take(Int(length))
        let box = try AES.GCM.SealedBox(combined: nonce + content + take(16))
        return Array(try AES.GCM.open(box, using: key, authenticating: authenticated))
    }

    private mutating func open(_ content: [UInt8], _ authenticated: [UInt8], _ key: SymmetricKey) throws -> [UInt8] {
        let box = try AES.GCM.SealedBox(combined: take(12) + content + take(16))
        return Array(try AES.GCM.open(box, using: key, authenticating: authenticated))
    }

    private func big(_ number: UInt64, _ length: Int) -> [UInt8] {
        (0..<length).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }

    private mutating func take(_ count: Int) throws -> [UInt8] {
        guard place + count <= bytes.count else { throw Malformed() }
        defer { place += count }
        return Array(bytes[place..<(place + count)])
    }

    private mutating func number(_ length: Int) throws -> UInt64 {
        try take(length).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func field() throws -> [UInt8] { try take(Int(number(2))) }

    private mutating func text() throws -> String { String(decoding: try field(), as: UTF8.self) }
}

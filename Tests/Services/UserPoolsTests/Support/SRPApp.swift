import Crypto
import Cryptography
import Foundation
import Kernel
import Testing
import Wire

/// The app's side of SRP.
struct SRPApp {
    let client: SecureRemotePassword.Client

    /// `SRP_A`.
    var value: String { client.publicValue.hexadecimal }

    init(_ random: any RandomSource) {
        client = .init(secret: random.bytes(SecureRemotePassword.secretLength))
    }

    /// What answers `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER`.
    func proof(
        _ parameters: [String: String], pool: String, user: String, password: String, at time: Timestamp
    ) throws -> [String: String] {
        let server = try #require(SecureRemotePassword.PublicValue(hexadecimal: parameters["SRP_B"] ?? ""))
        let salt = try #require(Hexadecimal.bytes(parameters["SALT"] ?? ""))
        let block = try #require(parameters["SECRET_BLOCK"])
        let bytes = try #require(Base64.decode(block.utf8))
        let timestamp = Self.timestamp(time)
        let key = client.sessionKey(server: server, salt: salt, pool: pool, user: user, password: password)
        let signature = key.signature(pool: pool, user: user, secretBlock: bytes, timestamp: timestamp)
        return [
            "USERNAME": parameters["USERNAME"] ?? "", "PASSWORD_CLAIM_SECRET_BLOCK": block, "TIMESTAMP": timestamp,
            "PASSWORD_CLAIM_SIGNATURE": String(decoding: Base64.encode(signature), as: UTF8.self),
        ]
    }

    /// As clients write it: English, the day without a zero.
    static func timestamp(_ time: Timestamp) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "EEE MMM d HH:mm:ss 'UTC' yyyy"
        return format.string(from: Date(timeIntervalSince1970: Double(time.seconds)))
    }

    static func hash(_ text: String, key: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(text.utf8), using: SymmetricKey(data: Array(key.utf8)))
        return String(decoding: Base64.encode(Array(code)), as: UTF8.self)
    }
}

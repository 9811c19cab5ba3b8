import CArgon2

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The memory-hard password hash of RFC 9106, kept in the PHC string format (`$argon2id$v=19$m=19456,t=2,p=1$…$…`).
///
/// Slow and large on purpose: call it through `PasswordWorkers`, never inside a transaction.
package struct Argon2id: Sendable, Hashable {
    /// In KiB.
    package var memory: UInt32
    package var passes: UInt32
    package var lanes: UInt32

    package static let saltLength = 16
    static let tagLength = 32

    /// By default what OWASP's Password Storage Cheat Sheet asks for: 19 MiB, two passes, one lane.
    package init(memory: UInt32 = 19_456, passes: UInt32 = 2, lanes: UInt32 = 1) {
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
    }

    /// What is kept of a password: parameters, salt (at least eight random bytes) and tag.
    package func hash(_ password: String, salt: [UInt8]) throws(CryptographyFault) -> String {
        let tag = try tag(of: Array(password.utf8), salt: salt)
        return "\(prefix)\(Self.base64(salt))$\(Self.base64(tag))"
    }

    /// Whether a password is the one that was hashed, with whatever parameters it was.
    package static func isValid(_ password: String, against hash: String) throws(CryptographyFault) -> Bool {
        let password = Array(password.utf8)
        switch argon2_verify(hash, password, password.count, Argon2_id) {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        case ARGON2_DECODING_FAIL.rawValue: throw .malformedHash
        case let code: throw .argon2(code: code)
        }
    }

    /// A hash that no password has, which costs as much to check as one that was made with these parameters.
    var unmatched: String {
        let filler = { [UInt8](repeating: 0, count: $0) }
        return "\(prefix)\(Self.base64(filler(Self.saltLength)))$\(Self.base64(filler(Self.tagLength)))"
    }

    private var prefix: String { "$argon2id$v=\(ARGON2_VERSION_13.rawValue)$m=\(memory),t=\(passes),p=\(lanes)$" }

    /// The bare function, all lanes on the calling thread.
    func tag(
        of password: [UInt8], salt: [UInt8], secret: [UInt8] = [], associated: [UInt8] = []
    ) throws(CryptographyFault) -> [UInt8] {
        var password = password
        var salt = salt
        var secret = secret
        var associated = associated
        var tag = [UInt8](repeating: 0, count: Self.tagLength)
        let code = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                secret.withUnsafeMutableBufferPointer { secret in
                    associated.withUnsafeMutableBufferPointer { associated in
                        tag.withUnsafeMutableBufferPointer { tag in
                            run(into: tag, password, salt, secret, associated)
                        }
                    }
                }
            }
        }
        guard code == ARGON2_OK.rawValue else { throw .argon2(code: code) }
        return tag
    }

    private typealias Buffer = UnsafeMutableBufferPointer<UInt8>

    private func run(
        into tag: Buffer, _ password: Buffer, _ salt: Buffer, _ secret: Buffer, _ associated: Buffer
    ) -> Int32 {
        var context = argon2_context(
            out: tag.baseAddress, outlen: UInt32(tag.count),
            pwd: password.baseAddress, pwdlen: UInt32(password.count),
            salt: salt.baseAddress, saltlen: UInt32(salt.count),
            secret: secret.isEmpty ? nil : secret.baseAddress, secretlen: UInt32(secret.count),
            ad: associated.isEmpty ? nil : associated.baseAddress, adlen: UInt32(associated.count),
            t_cost: passes, m_cost: memory, lanes: lanes, threads: 1,
            version: ARGON2_VERSION_13.rawValue,
            allocate_cbk: nil, free_cbk: nil, flags: 0)
        return argon2_ctx(&context, Argon2_id)
    }

    /// The PHC format's base 64: no padding.
    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }
}

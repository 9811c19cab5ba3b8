import Crypto
import Cryptography
import Kernel
import Storage

/// Somebody who stands in for a user who does not exist, so that callers of clients that hide users cannot tell: the
/// same salt and id for the same name, always, and passwords that are always wrong.
struct Stranger: Sendable {
    let sub: String
    /// As answers call the user.
    let username: String
    let verifier: SecureRemotePassword.Verifier

    init(name: String, in pool: StoredPool, vault: Vault) {
        let key = vault.key(for: "cognito-idp/strangers")
        let name = pool.folded(name)
        func bytes(_ purpose: String) -> [UInt8] {
            let message = Array("\(pool.id.text)\u{0}\(name)\u{0}\(purpose)".utf8)
            return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        }
        let id = bytes("id")
        let words = (Stranger.word(id[0..<8]), Stranger.word(id[8..<16]))
        sub = UUIDText.versionFour(from: words.0, words.1)
        // Where names are given by the pool, or the name looks like an alias, a user's own name would come back.
        let isAlias =
            !pool.usernameAttributes.isEmpty || (!pool.aliasAttributes.isEmpty && Stranger.looksLikeAlias(name))
        username = isAlias ? sub : name
        let salt = Array(bytes("salt").prefix(SecureRemotePassword.saltLength))
        let number = [UInt8(0x7f)] + (0..<12).flatMap { bytes("verifier \($0)") }.dropFirst()
        guard let verifier = SecureRemotePassword.Verifier(salt: salt, value: number) else {
            preconditionFailure("3071 bits that begin with ones are an element of the group")
        }
        self.verifier = verifier
    }

    private static func looksLikeAlias(_ name: String) -> Bool { name.contains("@") || name.hasPrefix("+") }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

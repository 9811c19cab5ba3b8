import Crypto
import Cryptography
import Kernel
import Storage

/// Somebody who stands in for a user who does not exist, so that callers of clients that hide users cannot tell: the
/// same salt and id for the same name, always.
///
/// What is counted with in place of a password's verifier is the `Shadow`'s, one for all: nobody sees it, since the
/// server's random number hides it in every answer.
struct Stranger: Sendable {
    let sub: String
    /// As answers call the user.
    let username: String
    let salt: [UInt8]
    /// Chance that is always the same for the name, for what differs between users.
    private let dice: [UInt8]

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
        dice = Array(id[16...])
        // Where names are given by the pool, or the name looks like an alias, a user's own name would come back.
        let isAlias =
            !pool.usernameAttributes.isEmpty || (!pool.aliasAttributes.isEmpty && Stranger.looksLikeAlias(name))
        username = isAlias ? sub : name
        salt = Array(bytes("salt").prefix(SecureRemotePassword.saltLength))
    }

    /// Whether something is so of this stranger that is so of this share of users, in 256ths.
    func has(_ trait: Trait, share: UInt8) -> Bool { dice[trait.rawValue] < share }

    /// Whether the name is answered for as a confirmed user's, where no other answer would hide that nobody has it.
    var isConfirmed: Bool { has(.isConfirmed, share: 128) }

    /// What users differ in.
    enum Trait: Int {
        case mailFactor, textFactor, isConfirmed
    }

    static func looksLikeAlias(_ name: String) -> Bool { name.contains("@") || name.hasPrefix("+") }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

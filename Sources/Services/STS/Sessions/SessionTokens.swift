package import Kernel
package import Storage
internal import Wire

/// Issues and opens session tokens: everything that a session is, sealed under the server's master key.
///
/// A token cannot be read, forged or lengthened outside the server, and nothing is kept of it inside.
package struct SessionTokens: Sendable {
    private static let context = "sts/session-token"
    private static let secretAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+")
    private static let secretLength = 40
    /// Far beyond the longest token that is issued; keeps a stranger from having megabytes decoded.
    private static let maximumLength = 32 * 1024

    private let vault: Vault
    private let random: any RandomSource
    private let cache = SessionCache()

    package init(vault: Vault, random: any RandomSource) {
        self.vault = vault
        self.random = random
    }

    /// Makes credentials for a session; the access key id that the principal names is replaced by a new one.
    package func issue(for principal: SessionPrincipal) throws -> TemporaryCredentials {
        var principal = principal
        principal.accessKeyID = SessionKeyID.make(for: principal.account, random: random)
        let session = SealedSession(
            principal: principal,
            secretKey: random.characters(Self.secretLength, from: Self.secretAlphabet)
        )
        let sealed = try vault.seal(session.bytes, for: Self.context)
        return TemporaryCredentials(
            secretKey: session.secretKey, token: Base64URL.encode(sealed.bytes), principal: principal)
    }

    /// The session that a token stands for, ended or not; `nil` for anything that this server did not issue.
    func session(of token: String) -> SealedSession? {
        guard token.utf8.count <= Self.maximumLength else { return nil }
        let key = Array(token.utf8)
        if let known = cache[key] { return known }
        guard let bytes = Base64URL.decode(token),
            let content = try? vault.open(Sealed(bytes: bytes), for: Self.context),
            let session = SealedSession(bytes: content)
        else { return nil }
        cache[key] = session
        return session
    }
}

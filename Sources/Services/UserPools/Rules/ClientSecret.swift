import Crypto
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Proof that a caller holds the client's secret: base 64 of HMAC-SHA256 over user name and client id.
enum ClientSecret {
    /// Where a proof is brought.
    enum Occasion: Hashable, Sendable {
        case signIn
        /// Sign-up, confirmation, recovery: AWS has one text for all that is wrong there.
        case account
        /// The old iOS SDK sends the bare secret when it refreshes; both forms are taken there.
        case refresh
    }

    /// Refuses a missing, wrong or superfluous proof; constant time in the secret.
    static func check(
        _ proof: String?, name: String, client: StoredClient, vault: Vault, occasion: Occasion = .signIn
    ) throws {
        guard !client.secrets.isEmpty else {
            guard proof == nil else {
                throw UserPoolsError.notAuthorized(
                    "Client \(client.id) is not configured for secret but secret was received")
            }
            return
        }
        guard let proof else {
            guard occasion != .account else { throw unverified(client) }
            throw UserPoolsError.notAuthorized(
                "Client \(client.id) is configured with secret but SECRET_HASH was not received")
        }
        let context = StoredClient.secretContext(client.id)
        for secret in client.secrets {
            let key = try vault.openText(secret.value, for: context)
            let code = HMAC<SHA256>.authenticationCode(
                for: Array((name + client.id).utf8), using: SymmetricKey(data: Array(key.utf8)))
            if matches(proof, String(decoding: Base64.encode(Array(code)), as: UTF8.self)) { return }
            if occasion == .refresh, matches(proof, key) { return }
        }
        guard occasion != .account else { throw unverified(client) }
        throw UserPoolsError.notAuthorized("SecretHash does not match for the client: \(client.id)")
    }

    /// The same for a proof that may be made over any of these names.
    static func check(
        _ proof: String?, names: [String], client: StoredClient, vault: Vault, occasion: Occasion = .signIn
    ) throws {
        var refusal: (any Error)?
        for name in Set(names) {
            do {
                return try check(proof, name: name, client: client, vault: vault, occasion: occasion)
            } catch {
                refusal = error
            }
        }
        if let refusal { throw refusal }
    }

    private static func unverified(_ client: StoredClient) -> ServiceError {
        UserPoolsError.notAuthorized("Unable to verify secret hash for client \(client.id)")
    }

    /// Compares digests, so that time tells nothing of either text.
    private static func matches(_ left: String, _ right: String) -> Bool {
        let nonce = SymmetricKey(size: .bits256)
        let code = HMAC<SHA256>.authenticationCode(for: Array(left.utf8), using: nonce)
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array(right.utf8), using: nonce)
    }
}

import Kernel
import Wire

@testable import ServiceIdentityPools

/// Providers that believe whatever they are told, for tests that are not about proofs: under a key that begins with
/// `trusting.`, the proof is the person's own id; `forged` is refused.
struct TrustingLogins: LoginProvider {
    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool { key.hasPrefix("trusting.") }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        guard proof != "forged" else { throw Refusal.invalidLogin("Token signature invalid.") }
        return VerifiedLogin(
            login: LinkedLogin(provider: key, subject: proof), claims: .object([.init("sub", .string(proof))]),
            methods: [key])
    }
}

import Kernel
import OpenIDConnect
import Wire

/// Id tokens of user pools: of this server's own, and of AWS's by their public key sets.
///
/// Whatever spelling a key has, what is linked bears AWS's.
struct UserPoolLogins: LoginProvider {
    let userPools: any UserPoolTokens
    let tokens: IdentityTokens

    func takes(_ key: String, for pool: StoredIdentityPool) -> Bool {
        !entries(under: key, of: pool).isEmpty
    }

    func verify(
        _ proof: String, under key: String, for pool: StoredIdentityPool, in call: Call
    ) async throws -> VerifiedLogin {
        let canonical = canonicalKey(of: key)
        let entries = entries(under: key, of: pool)
        let claims: Document
        if let own = try await ownClaims(of: proof, under: canonical, at: call.time) {
            let audience = own["aud"]?.text
            let matching = entries.filter { $0.client != nil && $0.client == audience }
            guard !matching.isEmpty else { throw Refusal.unsupportedProvider() }
            // One app may stand there under two spellings of its pool: the stricter entry holds.
            if matching.contains(where: { $0.checksServerSide == true }) {
                try await checkStanding(of: own, under: canonical)
            }
            claims = own
        } else {
            claims = try await foreignClaims(of: proof, under: canonical, for: entries, at: call.time)
        }
        guard let subject = claims["sub"]?.text else { throw Refusal.invalidLogin("Missing a required claim: sub") }
        return VerifiedLogin(
            login: LinkedLogin(provider: canonical, subject: subject), claims: claims,
            methods: [canonical, "\(canonical):CognitoSignIn:\(subject)"])
    }

    private func canonicalKey(of key: String) -> String {
        userPools.canonicalKey(of: key) ?? key
    }

    /// The pool's entries for a user pool, one for each of its app clients.
    private func entries(under key: String, of pool: StoredIdentityPool) -> [UserPoolProvider] {
        let canonical = canonicalKey(of: key)
        return pool.userPools.filter { $0.name.map(canonicalKey) == canonical }
    }

    private func ownClaims(of proof: String, under key: String, at time: Timestamp) async throws -> Document? {
        do {
            return try await userPools.claims(ofIDToken: proof, under: key, at: time)
        } catch let fault as UserPoolTokenFault {
            throw Self.refusal(for: fault, at: time)
        }
    }

    private func checkStanding(of claims: Document, under key: String) async throws {
        do {
            try await userPools.checkStanding(of: claims, under: key)
        } catch is UserPoolTokenFault {
            throw Refusal.invalidLogin("Token has been revoked.")
        }
    }

    /// AWS's own pools cannot be asked whether a user has signed out: that takes credentials of their account.
    private func foreignClaims(
        of proof: String, under key: String, for entries: [UserPoolProvider], at time: Timestamp
    ) async throws -> Document {
        let clients = entries.compactMap(\.client)
        let token = try await tokens.verify(proof, by: [TrustedIssuer("https://" + key)], for: clients, at: time)
        guard token.claims["token_use"] == .string("id") else {
            throw Refusal.invalidLogin("Not a valid OpenId Connect identity token.")
        }
        return token.claims
    }

    private static func refusal(for fault: UserPoolTokenFault, at time: Timestamp) -> ServiceError {
        switch fault {
        case .notAnIDToken: IdentityTokens.refusal(for: .malformed)
        case .missingClaim(let claim): IdentityTokens.refusal(for: .missingClaim(claim))
        case .badSignature: IdentityTokens.refusal(for: .badSignature)
        case .expired(let end): Refusal.expiredLogin(at: end, now: time.seconds)
        case .wrongIssuer: IdentityTokens.refusal(for: .wrongIssuer(""))
        case .revoked: Refusal.invalidLogin("Token has been revoked.")
        }
    }
}

import IdentityPoolsModel
import Kernel
import OpenIDConnect
import Wire

/// Verifies the signed tokens of OpenID Connect providers, and says with AWS's texts what is wrong with them.
struct IdentityTokens: Sendable {
    let verifier: TokenVerifier

    /// Takes a token apart and verifies it.
    ///
    /// - Parameters:
    ///   - issuers: who may have issued it; the one that the token names decides where its keys are.
    ///   - clientIDs: the apps that it may be for.
    func verify(
        _ text: String, by issuers: [TrustedIssuer], for clientIDs: [String], at time: Timestamp
    ) async throws -> VerifiedToken {
        do throws(TokenFault) {
            let token = try JSONWebToken(text)
            guard let claimed = token.claimedIssuer else { throw .missingClaim("iss") }
            guard let issuer = issuers.first(where: { $0.names.contains(claimed) }) else { throw .wrongIssuer(claimed) }
            return try await verifier.verify(token, by: issuer, at: time) { verified in
                // Google's tokens for an Android app are for the app's server; the app is their authorized party.
                clientIDs.contains { verified.audiences.contains($0) || verified.authorizedParty == $0 }
            }
        } catch {
            throw Self.refusal(for: error)
        }
    }

    /// AWS's answers as its users report them; where AWS's own text is not known, in our words.
    static func refusal(for fault: TokenFault) -> ServiceError {
        switch fault {
        case .malformed, .tooLong, .unsupportedAlgorithm:
            Refusal.invalidLogin("Not a valid OpenId Connect identity token.")
        case .missingClaim(let claim): Refusal.invalidLogin("Missing a required claim: \(claim)")
        case .wrongIssuer: Refusal.invalidLogin("Issuer doesn't match providerName")
        case .wrongAudience: Refusal.invalidLogin("Incorrect token audience.")
        case .expired(let end, let now): Refusal.expiredLogin(at: end, now: now)
        case .notYetValid(let claim):
            Refusal.invalidLogin("Token is not valid yet: its claim \(claim) lies in the future.")
        case .unknownKey: Refusal.invalidLogin("Couldn't verify signed token.")
        case .badSignature: Refusal.invalidLogin("Token signature invalid.")
        case .unreachable, .overlong, .badProvider: Refusal.silentProvider()
        }
    }
}

import Cryptography
import UserPoolsModel
import Wire

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A client's proof that it knows a password, or a device's secret: `PASSWORD_CLAIM_SIGNATURE` with what was signed.
struct KeyProof: Sendable {
    let signature: [UInt8]
    let secretBlock: [UInt8]
    /// As the client wrote it; it is part of what was signed.
    let timestamp: String

    /// Whether the client arrived at the same key.
    func isRight(
        _ exchange: ProofExchange, verifier: SecureRemotePassword.Verifier, pool: String, user: String
    ) throws -> Bool {
        guard let client = SRPValue(hexadecimal: exchange.clientValue),
            let server = SRPValue(hexadecimal: exchange.serverValue)
        else { throw Refusal.foreignSession() }
        let key = SecureRemotePassword.sessionKey(
            client: client, server: server, verifier: verifier, secret: Array(exchange.secret))
        return key.isValid(signature, pool: pool, user: user, secretBlock: secretBlock, timestamp: timestamp)
    }
}

extension SignIn {
    /// Milliseconds by which a client's clock may be wrong.
    private static let clockTolerance: Int64 = 5 * 60_000

    /// What `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER` bring, checked as far as it can be without the secret.
    func openProof(_ request: SignInRequest) throws -> (exchange: ProofExchange, proof: KeyProof) {
        let signature = try request.required("PASSWORD_CLAIM_SIGNATURE")
        let block = try request.required("PASSWORD_CLAIM_SECRET_BLOCK")
        let timestamp = try request.required("TIMESTAMP")
        guard let moment = ClaimTimestamp.milliseconds(timestamp) else {
            throw Refusal.invalid("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
        }
        guard abs(moment - request.now) <= Self.clockTolerance else {
            throw UserPoolsError.notAuthorized("Timestamp is not recent.")
        }
        let exchange = try seal.openBlock(block, at: request.now)
        let bytes = Base64.decode(block.utf8) ?? []
        return (
            exchange,
            KeyProof(signature: Base64.decode(signature.utf8) ?? [], secretBlock: bytes, timestamp: timestamp)
        )
    }
}

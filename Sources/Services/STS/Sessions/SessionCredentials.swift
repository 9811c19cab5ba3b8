package import Kernel
package import Wire

/// Opens the credentials of sessions: keys that begin with `ASIA` and come with their token.
package struct SessionCredentials: CredentialSource {
    private let tokens: SessionTokens

    package init(tokens: SessionTokens) {
        self.tokens = tokens
    }

    package func credential(
        accessKeyID: String,
        sessionToken: String?,
        at time: Timestamp
    ) async throws -> Credential? {
        guard accessKeyID.hasPrefix(SessionKeyID.prefix) else { return nil }
        guard let sessionToken, let session = tokens.session(of: sessionToken),
            session.principal.accessKeyID == accessKeyID
        else { throw CredentialFault.invalid }
        guard time < Timestamp(seconds: session.principal.expiresAt) else { throw CredentialFault.expired }
        return Credential(
            accessKeyID: accessKeyID, secretKey: session.secretKey, principal: .session(session.principal))
    }
}

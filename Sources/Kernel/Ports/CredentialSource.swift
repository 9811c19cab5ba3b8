package import Wire

/// The secret behind an access key, and who signs with it.
package struct Credential: Hashable, Sendable {
    package var accessKeyID: String
    package var secretKey: String
    package var principal: Principal

    package init(accessKeyID: String, secretKey: String, principal: Principal) {
        self.accessKeyID = accessKeyID
        self.secretKey = secretKey
        self.principal = principal
    }
}

/// Why an access key opens nothing.
package enum CredentialFault: Error, Hashable, Sendable {
    /// No such key, an inactive one, or a session token that does not belong to it.
    case invalid
    /// A session past its end.
    case expired
}

/// Finds credentials by access key id. Each source knows its own keys and answers `nil` for others'.
package protocol CredentialSource: Sendable {
    /// Throws `CredentialFault` where the key is this source's own but may not be used.
    func credential(accessKeyID: String, sessionToken: String?, at time: Timestamp) async throws -> Credential?
}

package import Kernel
internal import STSModel
internal import Wire

/// What a client needs to sign as a session: three texts, of which the last holds the other two.
package struct TemporaryCredentials: Hashable, Sendable {
    package var secretKey: String
    package var token: String
    package var principal: SessionPrincipal

    package var accessKeyID: String { principal.accessKeyID }

    /// As STS's answers carry them.
    var answer: STSModel.Credentials {
        STSModel.Credentials(
            accessKeyId: accessKeyID,
            secretAccessKey: secretKey,
            sessionToken: token,
            expiration: Timestamp(seconds: principal.expiresAt)
        )
    }
}

import Kernel
import Wire

/// The identity of an identity pool behind a caller's credentials, as functions are told of it.
enum CognitoIdentity {
    /// JSON; `nil` for callers with other credentials.
    static func json(of principal: Principal) -> String? {
        guard case .session(let session) = principal,
            let identity = session.contextKeys["cognito-identity.amazonaws.com:sub"]?.first,
            let pool = session.contextKeys["cognito-identity.amazonaws.com:aud"]?.first
        else { return nil }
        let document = Document.object([
            .init("cognitoIdentityId", .string(identity)), .init("cognitoIdentityPoolId", .string(pool)),
        ])
        return String(decoding: document.json, as: UTF8.self)
    }
}

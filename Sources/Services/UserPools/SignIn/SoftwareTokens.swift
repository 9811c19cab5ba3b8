import Cryptography
import Kernel
import Storage
import UserPoolsModel
import Wire

/// Seeds of authenticator apps: twenty random bytes, sealed beside their user.
struct SoftwareTokens: Sendable {
    /// Steps of 30 seconds by which an app's clock may be wrong.
    private static let window: Int64 = 1
    static let seedLength = 20

    let vault: Vault

    /// The step that a code belongs to, spent or not; `nil` for a wrong code.
    func step(of code: String, seed: Sealed, user: StoredUser, at time: Timestamp) throws -> Int64? {
        Self.step(of: code, seed: try vault.open(seed, for: UserMFA.seedContext(user.sub)), at: time)
    }

    static func step(of code: String, seed: [UInt8], at time: Timestamp) -> Int64? {
        TimedCode.step(of: code, seed: seed, near: time.seconds / TimedCode.step, window: window)
    }

    func seal(_ seed: [UInt8], for user: StoredUser) throws -> Sealed {
        try vault.seal(seed, for: UserMFA.seedContext(user.sub))
    }
}

extension Refusal {
    static func noSoftwareToken() -> ServiceError {
        UserPoolsError.softwareTokenMFANotFound("Software Token MFA does not exist for the user.")
    }

    static func noSoftwareTokens() -> ServiceError {
        UserPoolsError.softwareTokenMFANotFound("Software Token MFA has not been enabled by the userPool.")
    }

    static func wrongSoftwareCode() -> ServiceError {
        UserPoolsError.codeMismatch("Invalid code received for user")
    }

    static func spentSoftwareCode() -> ServiceError {
        UserPoolsError.expiredCode("Your software token has already been used once.")
    }
}

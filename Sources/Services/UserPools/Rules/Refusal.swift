import UserPoolsModel
import Wire

/// AWS's texts for what several operations refuse.
enum Refusal {
    static func noPool(_ id: String) -> ServiceError {
        UserPoolsError.resourceNotFound("User pool \(id) does not exist.")
    }

    static func noClient(_ id: String) -> ServiceError {
        UserPoolsError.resourceNotFound("User pool client \(id) does not exist.")
    }

    static func noUser() -> ServiceError {
        UserPoolsError.userNotFound("User does not exist.")
    }

    static func noGroup() -> ServiceError {
        UserPoolsError.resourceNotFound("Group not found.")
    }

    /// What a wrong password and, where users are hidden, an unknown user are answered with.
    static func wrongCredentials() -> ServiceError {
        UserPoolsError.notAuthorized("Incorrect username or password.")
    }

    static func attemptsExceeded() -> ServiceError {
        UserPoolsError.notAuthorized("Password attempts exceeded")
    }

    static func disabled() -> ServiceError {
        UserPoolsError.notAuthorized("User is disabled.")
    }

    static func wrongCode() -> ServiceError {
        UserPoolsError.codeMismatch("Invalid verification code provided, please try again.")
    }

    static func expiredCode() -> ServiceError {
        UserPoolsError.expiredCode("Invalid code provided, please request a code again.")
    }

    static func limitExceeded() -> ServiceError {
        UserPoolsError.limitExceeded("Attempt limit exceeded, please try after some time.")
    }

    static func invalid(_ message: String) -> ServiceError {
        UserPoolsError.invalidParameter(message)
    }

    /// For what AWS has and this server does not: said, not ignored.
    static func unsupported(_ member: String) -> ServiceError {
        invalid("\(member) is not supported by this server.")
    }
}

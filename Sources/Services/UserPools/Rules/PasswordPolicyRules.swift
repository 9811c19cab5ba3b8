import UserPoolsModel
import Wire

/// What passwords must be.
enum PasswordPolicyRules {
    /// Refuses with `InvalidPasswordException` and AWS's text ("Password did not conform with policy: …").
    static func check(_ password: String, against policy: PasswordPolicy) throws {
        preconditionFailure("not written yet")
    }
}

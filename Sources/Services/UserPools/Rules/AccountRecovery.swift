import UserPoolsModel
import Wire

/// Where the code for a forgotten password goes.
enum AccountRecovery {
    /// AWS's order where a pool says nothing: the phone, then mail.
    private static let standard = ["verified_phone_number", "verified_email"]

    /// The verified address that the pool's settings name first, except one through which the user's second factor
    /// comes: one channel may not stand for both.
    ///
    /// Source: "AccountRecoverySetting" in the API reference of CreateUserPool.
    static func attribute(for user: StoredUser, in pool: StoredPool) throws -> String {
        try checkAllowed(in: pool)
        for option in order(in: pool) where option.hasPrefix("verified_") {
            let attribute = String(option.dropFirst("verified_".count))
            let isThere = !user.attributes[attribute, default: ""].isEmpty && user.isVerified(attribute)
            if isThere, !isSecondFactor(attribute, of: user, in: pool) { return attribute }
        }
        throw Refusal.invalid(
            "Cannot reset password for the user as there is no registered/verified email or phone_number")
    }

    /// The pool's options, the most important first.
    static func order(in pool: StoredPool) -> [String] {
        guard let options = pool.settings.recovery, !options.isEmpty else { return standard }
        return options.sorted { ($0.priority, $0.name) < ($1.priority, $1.name) }.map(\.name)
    }

    /// Whether the address is where codes of a second factor go, be it turned on by the user or required by the pool.
    private static func isSecondFactor(_ attribute: String, of user: StoredUser, in pool: StoredPool) -> Bool {
        guard pool.settings.mfa.mode != "OFF" else { return false }
        let kind = attribute == "email" ? SecondFactorKind.email : .sms
        return SecondFactors.active(for: user).contains(kind) || SecondFactors.asked(of: user, in: pool).contains(kind)
    }

    /// Refuses where nobody of a pool may recover a password by themselves; whom it concerns does not matter.
    static func checkAllowed(in pool: StoredPool) throws {
        guard order(in: pool) != ["admin_only"] else {
            throw UserPoolsError.notAuthorized("Contact administrator to reset password.")
        }
    }
}

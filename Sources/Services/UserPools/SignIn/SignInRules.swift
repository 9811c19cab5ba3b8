import UserPoolsModel
import Wire

/// What follows a proof: the decisions of a sign-in, without doing anything.
enum SignInRules {
    /// What comes next.
    enum Step: Hashable, Sendable {
        case newPassword
        case secondFactor(SecondFactorKind)
        case mfaChoice([SecondFactorKind])
        case mfaSetup([SecondFactorKind])
        case deviceSRP
        case tokens
    }

    /// The step after what has been proved.
    ///
    /// - Parameter device: the confirmed device that the caller named.
    static func next(
        after state: SignInState, user: StoredUser, pool: StoredPool, device: StoredDevice?
    ) -> Step {
        if user.status == .forceChangePassword, state.has(.password) { return .newPassword }
        let remembered = pool.settings.devices != nil && device?.isRemembered == true
        let sparesSecondFactor = remembered && pool.settings.devices?.challengesNewDevices == true
        if !sparesSecondFactor, !state.has(.secondFactor) {
            switch SecondFactors.demand(of: pool, for: user) {
            case .none: break
            case .one(let kind): return .secondFactor(kind)
            case .choice(let kinds): return .mfaChoice(kinds)
            case .setup(let kinds): return .mfaSetup(kinds)
            }
        }
        return remembered && !state.has(.device) ? .deviceSRP : .tokens
    }

    /// Refuses users who may not sign in although their proof was right, with AWS's texts.
    static func admit(_ user: StoredUser) throws {
        guard user.isEnabled else { throw Refusal.disabled() }
        switch user.status {
        case .unconfirmed: throw UserPoolsError.userNotConfirmed("User is not confirmed.")
        case .resetRequired: throw UserPoolsError.passwordResetRequired("Password reset required for the user")
        case .archived, .compromised, .unknown, .externalProvider: throw Refusal.wrongCredentials()
        case .confirmed, .forceChangePassword: break
        }
    }

    /// The first factors that a user can choose among with `USER_AUTH`, in AWS's order.
    ///
    /// Codes need a verified address and a confirmed user without second factors. Observed: a user with a temporary
    /// password is offered `PASSWORD_SRP` and `PASSWORD` alone.
    static func firstFactors(of user: StoredUser, hasPassword: Bool, in pool: StoredPool) -> [String] {
        let allowed = pool.settings.firstFactors ?? ["PASSWORD"]
        var factors: [String] = []
        if allowed.contains("PASSWORD"), hasPassword { factors += ["PASSWORD_SRP", "PASSWORD"] }
        guard user.status == .confirmed, SecondFactors.demand(of: pool, for: user) == .none else { return factors }
        if allowed.contains("EMAIL_OTP"), user.isVerified("email"), user.attributes["email"] != nil {
            factors.append("EMAIL_OTP")
        }
        if allowed.contains("SMS_OTP"), user.isVerified("phone_number"), user.attributes["phone_number"] != nil {
            factors.append("SMS_OTP")
        }
        return factors
    }

    /// What an unknown user is offered: a selection from what the pool allows, always the same for a name. Most of
    /// those whose name is an address have it verified; of others, half.
    ///
    /// Source: "a random selection from the challenge types allowed for your user pool" in "Managing user existence
    /// error responses".
    static func firstFactors(of stranger: Stranger, named name: String, in pool: StoredPool) -> [String] {
        let allowed = pool.settings.firstFactors ?? ["PASSWORD"]
        var factors = allowed.contains("PASSWORD") ? ["PASSWORD_SRP", "PASSWORD"] : []
        // Where a second factor is required, nobody is offered codes as the first.
        if pool.settings.mfa.mode != "ON" {
            let (most, half): (UInt8, UInt8) = (232, 128)
            let hasMail = stranger.has(.mailFactor, share: AttributeValues.isMail(name) ? most : half)
            let hasText = stranger.has(.textFactor, share: AttributeValues.isPhone(name) ? most : half)
            if hasMail, allowed.contains("EMAIL_OTP") { factors.append("EMAIL_OTP") }
            if hasText, allowed.contains("SMS_OTP") { factors.append("SMS_OTP") }
        }
        return factors.isEmpty ? Array(allowed.filter { $0.hasSuffix("_OTP") }.prefix(1)) : factors
    }
}

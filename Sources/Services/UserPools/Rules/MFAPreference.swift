import Storage
import UserPoolsModel
import Wire

/// Which second factors a user turns on, off, and prefers.
struct MFAPreference: Sendable {
    /// What is said of one factor.
    struct Wish: Hashable, Sendable {
        var isEnabled: Bool
        var isPreferred: Bool

        init?(_ isEnabled: Bool?, _ isPreferred: Bool?, isGiven: Bool) {
            guard isGiven else { return nil }
            self.isEnabled = isEnabled ?? false
            self.isPreferred = isPreferred ?? false
        }
    }

    /// In AWS's order; factors that nothing is said of stay as they are.
    private let wishes: [(SecondFactorKind, Wish)]

    init(
        sms: SMSMfaSettingsType?, softwareToken: SoftwareTokenMfaSettingsType?, email: EmailMfaSettingsType?,
        webAuthn: WebAuthnMfaSettingsType?
    ) throws {
        guard webAuthn == nil else { throw Refusal.unsupported("WebAuthnMfaSettings") }
        let said: [(SecondFactorKind, Wish?)] = [
            (.sms, Wish(sms?.enabled, sms?.preferredMfa, isGiven: sms != nil)),
            (
                .softwareToken,
                Wish(softwareToken?.enabled, softwareToken?.preferredMfa, isGiven: softwareToken != nil)
            ),
            (.email, Wish(email?.enabled, email?.preferredMfa, isGiven: email != nil)),
        ]
        wishes = said.compactMap { kind, wish in wish.map { (kind, $0) } }
        guard wishes.count(where: { $0.1.isPreferred }) < 2 else {
            throw Refusal.invalid("Only one MFA method can be preferred.")
        }
    }

    /// Applies it; refuses factors that the user has no means for.
    func apply(to user: inout StoredUser) throws {
        for (kind, wish) in wishes {
            if wish.isEnabled {
                try check(kind, user)
            } else if wish.isPreferred {
                throw Refusal.invalid("\(kind.rawValue) cannot be preferred while it is not enabled.")
            }
            switch kind {
            case .sms:
                user.mfa.isSMSEnabled = wish.isEnabled
                if !wish.isEnabled { user.mfa.legacyDelivery = [] }
            case .softwareToken: user.mfa.isSoftwareTokenEnabled = wish.isEnabled
            case .email: user.mfa.isEmailEnabled = wish.isEnabled
            }
            if wish.isPreferred {
                user.mfa.preferred = kind.rawValue
            } else if user.mfa.preferred == kind.rawValue {
                user.mfa.preferred = nil
            }
        }
    }

    /// AWS's texts, as users of its SDKs quote them.
    private func check(_ kind: SecondFactorKind, _ user: StoredUser) throws {
        let hasMeans: Bool
        switch kind {
        case .sms: hasMeans = !(user.attributes["phone_number"] ?? "").isEmpty
        case .email: hasMeans = !(user.attributes["email"] ?? "").isEmpty
        case .softwareToken:
            if user.mfa.seed == nil, user.mfa.pendingSeed != nil {
                throw Refusal.invalid("User has not verified software token mfa")
            }
            hasMeans = user.mfa.seed != nil
        }
        guard hasMeans else {
            throw Refusal.invalid("User does not have delivery config set to turn on \(kind.rawValue)")
        }
    }
}

extension UserMFA {
    /// What answers list of a user's second factors.
    func settingList(of user: StoredUser) -> [String] {
        SecondFactors.active(for: user).map(\.rawValue)
    }
}

/// Which second factors a sign-in asks for.
enum SecondFactors {
    /// What a sign-in must bring after its first factor.
    enum Demand: Hashable, Sendable {
        case none
        case one(SecondFactorKind)
        case choice([SecondFactorKind])
        /// A second factor is required and the user has none.
        case setup([SecondFactorKind])
    }

    /// What the pool offers, in AWS's order.
    static func offered(by pool: StoredPool) -> [SecondFactorKind] {
        let mfa = pool.settings.mfa
        var kinds: [SecondFactorKind] = []
        if mfa.isSMSEnabled { kinds.append(.sms) }
        if mfa.isSoftwareTokenEnabled { kinds.append(.softwareToken) }
        if mfa.email != nil { kinds.append(.email) }
        return kinds
    }

    /// What the user turned on, among what could work: text messages need a number, mails an address, apps a seed.
    static func active(for user: StoredUser) -> [SecondFactorKind] {
        var kinds: [SecondFactorKind] = []
        let isLegacySMS = user.mfa.legacyDelivery.contains("phone_number")
        if user.mfa.isSMSEnabled || isLegacySMS, hasValue("phone_number", user) { kinds.append(.sms) }
        if user.mfa.isSoftwareTokenEnabled, user.mfa.seed != nil { kinds.append(.softwareToken) }
        if user.mfa.isEmailEnabled, hasValue("email", user) { kinds.append(.email) }
        return kinds
    }

    /// What a user of a pool that requires a second factor has without having turned anything on.
    private static func implied(for user: StoredUser) -> [SecondFactorKind] {
        if user.mfa.seed != nil { return [.softwareToken] }
        if hasValue("phone_number", user) { return [.sms] }
        return user.isVerified("email") ? [.email] : []
    }

    /// Source: "Adding MFA to a user pool" in the developer guide.
    static func demand(of pool: StoredPool, for user: StoredUser) -> Demand {
        guard pool.settings.mfa.mode != "OFF" else { return .none }
        let offered = offered(by: pool)
        var kinds = active(for: user).filter(offered.contains)
        if kinds.isEmpty {
            guard pool.settings.mfa.mode == "ON" else { return .none }
            kinds = implied(for: user).filter(offered.contains)
            if kinds.isEmpty, offered.contains(.sms), hasValue("phone_number", user) { kinds = [.sms] }
            guard !kinds.isEmpty else { return .setup(offered) }
        }
        if let preferred = user.mfa.preferred.flatMap(SecondFactorKind.init), kinds.contains(preferred) {
            return .one(preferred)
        }
        return kinds.count == 1 ? .one(kinds[0]) : .choice(kinds)
    }

    /// The factors that a sign-in may ask this user for.
    static func asked(of user: StoredUser, in pool: StoredPool) -> [SecondFactorKind] {
        switch demand(of: pool, for: user) {
        case .none, .setup: []
        case .one(let kind): Array(Set([kind] + active(for: user).filter(offered(by: pool).contains)))
        case .choice(let kinds): kinds
        }
    }

    private static func hasValue(_ attribute: String, _ user: StoredUser) -> Bool {
        !(user.attributes[attribute] ?? "").isEmpty
    }
}

/// What a change of attributes comes to in a pool: what is set now, what waits for a code, and which
/// addresses get one.
struct AttributeChange: Sendable {
    let pool: StoredPool
    private(set) var immediate: [String: String] = [:]
    /// New addresses that count only once they were verified.
    private(set) var pending: [String: String] = [:]
    /// In AWS's order where both change: the phone, then mail.
    private(set) var addressesToVerify: [String] = []

    /// - Parameter changes: checked by `AttributeRules`.
    init(_ changes: [String: String], to user: StoredUser, in pool: StoredPool) {
        self.pool = pool
        let before = Set(pool.settings.verifiedBeforeUpdate ?? [])
        for (name, value) in changes {
            let waits =
                before.contains(name) && !value.isEmpty && value != user.attributes[name]
                && !Self.isVouchedFor(name, in: changes)
            if waits { pending[name] = value } else { immediate[name] = value }
        }
        let verified = Set(pool.settings.autoVerifiedAttributes ?? [])
        addressesToVerify = ["phone_number", "email"].filter { name in
            if pending[name] != nil { return true }
            guard let value = immediate[name], !value.isEmpty, verified.contains(name) else { return false }
            return value != user.attributes[name] && !Self.isVouchedFor(name, in: changes)
        }
    }

    /// Administrators may say in the same request that an address is verified; then no code is needed.
    private static func isVouchedFor(_ name: String, in changes: [String: String]) -> Bool {
        changes["\(name)_verified"]?.lowercased() == "true"
    }

    /// The user as changed.
    func applied(to user: StoredUser, at milliseconds: Int64) -> StoredUser {
        var user = user
        AttributeRules.apply(immediate, to: &user, in: pool, at: milliseconds)
        user.pendingAttributes.merge(pending) { _, new in new }
        return user
    }
}

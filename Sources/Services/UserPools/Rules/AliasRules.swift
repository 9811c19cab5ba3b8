/// What signs a user in besides the user name.
enum AliasRules {
    /// The aliases that a user's attributes give: of alias attributes those that are verified (`preferred_username`
    /// needs no verification, but a confirmed user); of username attributes every one, verified or not.
    static func aliases(of user: StoredUser, in pool: StoredPool) -> [String] {
        let verified = pool.aliasAttributes.filter { name in
            name == "preferred_username" ? user.status != .unconfirmed : user.isVerified(name)
        }
        return (verified + pool.usernameAttributes).compactMap { name in
            user.attributes[name].flatMap { $0.isEmpty ? nil : "\(name):\(pool.folded($0))" }
        }
    }
}

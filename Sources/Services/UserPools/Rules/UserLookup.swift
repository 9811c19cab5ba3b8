import Storage

/// Finds the user that somebody means by a name.
enum UserLookup {
    /// By user name, then by alias (a verified e-mail, phone number or preferred name), then by `sub`.
    ///
    /// Source: "Username" in the API reference of AdminGetUser, and "Customizing sign-in attributes".
    static func find(
        _ name: String, in pool: StoredPool, _ transaction: any ReadTransaction
    ) throws -> StoredUser? {
        let folded = pool.folded(name)
        if let user = try Users.get(folded, in: pool, transaction) { return user }
        for kind in pool.aliasAttributes + pool.usernameAttributes {
            if let user = try Users.find(alias: "\(kind):\(folded)", in: pool, transaction) { return user }
        }
        return try Users.find(sub: name, in: pool, transaction)
    }
}

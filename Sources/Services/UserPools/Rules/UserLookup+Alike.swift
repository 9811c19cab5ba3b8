import Storage

extension UserLookup {
    /// The same as `find` with the same work whoever is meant, or nobody: every way is looked up, and where nobody was
    /// found a `Shadow` is read.
    static func findAlike(
        _ name: String, in pool: StoredPool, shadow: Shadow, _ transaction: any ReadTransaction
    ) throws -> StoredUser? {
        let folded = pool.folded(name)
        var found = try Users.get(folded, in: pool, transaction)
        for kind in pool.aliasAttributes + pool.usernameAttributes {
            let other = try Users.find(alias: "\(kind):\(folded)", in: pool, transaction)
            found = found ?? other
        }
        let other = try Users.find(sub: name, in: pool, transaction)
        found = found ?? other
        if found == nil {
            try shadow.readUser()
            // An alias leads to a record by way of an index.
            if Stranger.looksLikeAlias(folded) { _ = try Users.get(folded, in: pool, transaction) }
        }
        return found
    }
}
